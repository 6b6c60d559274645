import type { Me } from '@sunday-live/contract';
import { useSyncExternalStore } from 'react';
import { identity } from '../identity/identity.js';
import styles from './identity-notice.module.css';

/** Says so when the page has changed under the viewer's eyes, as somebody has signed in or out elsewhere. */
export function IdentityNotice({ me }: { readonly me: Me | null | undefined }) {
  const { notice } = useSyncExternalStore(identity.subscribe, identity.get);
  if (notice === null || me === undefined) return null;
  return (
    <div className={styles.notice} data-identity={notice}>
      <p role="alert">
        {me
          ? `${me.name} is signed in in this browser now, so you see their page. What was not saved before is not saved.`
          : 'Your sign-in has ended. Sign in again to go on.'}
      </p>
      <button type="button" className="button" onClick={identity.noticed}>
        OK
      </button>
    </div>
  );
}
