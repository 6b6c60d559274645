import type { Me } from '@sunday-live/contract';
import { lazy, Suspense, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { sendJson } from '../http/http.js';
import { identity } from '../identity/identity.js';
import { EmailAddress } from '../ui/email-address.js';
import { useMenu } from '../ui/layers.js';
import { Segmented } from '../ui/segmented.js';
import { THEMES, useTheme } from '../ui/theme.js';
import styles from './account-menu.module.css';
import { menuFor } from './menu-items.js';

/** Loaded for admins only, so that players do not download it. */
const AlertCount = lazy(async () => ({
  default: (await import('../pages/admin/alert-count.js')).AlertCount,
}));

interface AccountMenuProps {
  /** null: a visitor, or not known yet. */
  readonly me: Me | null;
  /** Whether a player is signed in, as far as the device knows. */
  readonly player: boolean;
}

/** The account menu: the player, the pages outside the main navigation, the theme, and sign-out. */
export function AccountMenu({ me, player }: AccountMenuProps) {
  const [theme, setTheme] = useTheme();
  const [path] = useLocation();
  const { menu, close } = useMenu();
  return (
    <div>
      <button type="button" className={styles.open} popoverTarget="account">
        <span className="unseen">Account and settings</span>
        <span className={me ? styles.initials : undefined} aria-hidden="true">
          {me ? initials(me.name) : '☰'}
        </span>
      </button>
      <div {...menu} id="account" popover="auto" className={`popup ${styles.menu}`}>
        {me && (
          <p className={styles.who}>
            <strong>{me.name}</strong>
            <span>
              <EmailAddress>{me.email}</EmailAddress>
            </span>
          </p>
        )}
        <nav aria-label="More pages">
          <ul>
            {menuFor(me ?? (player ? { role: 'player' } : null)).map(({ label, href, who }) => (
              <li key={href}>
                <Link
                  className={styles.entry}
                  href={href}
                  replace
                  aria-current={path === href ? 'page' : undefined}
                  onClick={close}
                >
                  {label}
                  {who === 'admin' && (
                    <Suspense fallback={null}>
                      <AlertCount />
                    </Suspense>
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className={styles.theme}>
          <span aria-hidden="true">Theme</span>
          <Segmented label="Theme" options={THEMES} value={theme} onChange={setTheme} />
        </div>
        {me && <SignOut onDone={close} />}
      </div>
    </div>
  );
}

function SignOut({ onDone }: { readonly onDone: () => void }) {
  const [, go] = useLocation();
  const [failed, setFailed] = useState(false);
  const signOut = async () => {
    try {
      await sendJson('POST', '/api/auth/sign-out', {});
    } catch {
      setFailed(true);
      return;
    }
    onDone();
    go('/sign-in', { replace: true });
    identity.signedOut();
  };
  return (
    <>
      <button type="button" className="button" onClick={() => void signOut()}>
        Sign out
      </button>
      {failed && <p role="alert">You are still signed in: the server did not answer. Try again.</p>}
    </>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  return letters.join('').toUpperCase();
}
