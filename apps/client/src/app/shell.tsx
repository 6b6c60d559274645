import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import { meQuery, siteQuery } from '../http/queries.js';
import { identity } from '../identity/identity.js';
import { SIGNED_IN, stored } from '../identity/storage.js';
import { part } from '../ui/part.js';
import { AccountMenu } from './account-menu.js';
import { footerFor, NAV_ITEMS } from './menu-items.js';
import styles from './shell.module.css';

const LiveBanners = part(() => import('../live/announcements/live-banners.js'));

/** The frame of every page: the name, the navigation, the account menu, a visitor's footer. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const [path] = useLocation();
  const { data: me } = useQuery(meQuery);
  const footer = me === undefined ? [] : footerFor(me);
  // until the server answers, the device's record decides
  const player = me === undefined ? Boolean(stored(SIGNED_IN)) : me !== null;
  // the big screen and the scorer's buttons show the game and nothing else
  if (me && /^\/(screen(\/|$)|score\/.)/.test(path)) return <main id="main">{children}</main>;
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <header className={styles.header}>
        <Link className={styles.brand} href="/">
          <span className={styles.mark} aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className={player ? styles.name : undefined}>Sunday Live</span>
        </Link>
        {player && (
          <nav className={styles.nav} aria-label="Main">
            {NAV_ITEMS.map((item) => (
              <Link
                key={item.href}
                href={item.href}
                className={styles.item}
                aria-current={item.match(path) ? 'page' : undefined}
              >
                {item.label}
              </Link>
            ))}
          </nav>
        )}
        <AccountMenu me={me ?? null} player={player} />
      </header>
      {me?.secondFactor === 'needed' && path !== '/profile/second-factor' && (
        <p className={styles.notice}>
          Admins need a second factor here.{' '}
          <Link className="tap" href="/profile/second-factor">
            Set it up
          </Link>
        </p>
      )}
      <SiteNotice />
      <IdentityNotice me={me} />
      <main id="main" tabIndex={-1}>
        {me && !hasOwnStream(path, me.liveLanding) && (
          <Suspense fallback={null}>
            <LiveBanners player={me.id} />
          </Suspense>
        )}
        {children}
      </main>
      {footer.length > 0 && (
        <footer className={styles.footer}>
          {footer.map(({ label, href }) => (
            <Link key={href} href={href}>
              {label}
            </Link>
          ))}
        </footer>
      )}
    </>
  );
}

/** Returns whether a page shows announcements from its own stream. */
function hasOwnStream(path: string, liveLanding: boolean): boolean {
  return /^\/(live|chances|card)(\/|$)/.test(path) || (path === '/' && liveLanding);
}

/** Shows a notice while the site is in maintenance. */
function SiteNotice() {
  const { data } = useQuery(siteQuery);
  if (!data?.maintenance) return null;
  return (
    <p className={styles.siteNotice} role="status">
      <strong>Maintenance.</strong> Standings stay live, but nothing can be changed for now. {data.notice}
    </p>
  );
}

/** Shows a notice when the page has changed because somebody signed in or out elsewhere. */
function IdentityNotice({ me }: { readonly me: Me | null | undefined }) {
  const { notice } = useSyncExternalStore(identity.subscribe, identity.get);
  if (notice === null || me === undefined) return null;
  return (
    <div className={styles.identityNotice} data-identity={notice}>
      <p role="alert">
        {me
          ? `${me.name} is now signed in in this browser, so this is their page. Changes that were not saved are lost.`
          : 'Your sign-in has ended. Sign in again to continue.'}
      </p>
      <button type="button" className="button" onClick={identity.noticed}>
        OK
      </button>
    </div>
  );
}
