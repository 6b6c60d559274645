import type { Me } from '@sunday-live/contract';
import { useSyncExternalStore } from 'react';
import { identity } from '../identity/identity.js';
import styles from './identity-notice.module.css';

/** Shows a notice when the page has changed because somebody signed in or out elsewhere. */
export function IdentityNotice({ me }: { readonly me: Me | null | undefined }) {
  const { notice } = useSyncExternalStore(identity.subscribe, identity.get);
  if (notice === null || me === undefined) return null;
  return (
    <div className={styles.notice} data-identity={notice}>
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
