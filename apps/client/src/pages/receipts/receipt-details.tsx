import type { Correction, Receipt } from '@sunday-live/contract';
import { When } from '../../ui/zone.js';
import styles from './receipts-page.module.css';

interface ReceiptDetailsProps {
  readonly receipts: readonly Receipt[];
  readonly corrections: readonly Correction[];
}

/** The data to check a card with other tools, and later changes by admins and rules. */
export function ReceiptDetails({ receipts, corrections }: ReceiptDetailsProps) {
  return (
    <details>
      <summary className={styles.hash}>{receipts.at(-1)?.hash.slice(0, 12) ?? 'No card at the lock'}</summary>
      {receipts.map(({ part, nonce, content, hash }) => (
        <dl key={part} className={styles.facts}>
          <dt>SHA-256</dt>
          <dd>{hash}</dd>
          <dt>Of nonce</dt>
          <dd>{nonce}</dd>
          <dt>And content</dt>
          <dd>{content}</dd>
        </dl>
      ))}
      {corrections.map(({ at, by, rule, why, before, after }) => (
        <dl key={at} className={styles.facts}>
          <dt>{rule === null ? 'Corrected' : 'Changed'}</dt>
          <dd>
            <When at={at} year /> by {by}
            {rule !== null && `, ${rule}`}
          </dd>
          <dt>Why</dt>
          <dd>{why}</dd>
          <dt>Before</dt>
          <dd>{before === null ? 'No card' : JSON.stringify(before)}</dd>
          <dt>After</dt>
          <dd>{JSON.stringify(after)}</dd>
        </dl>
      ))}
    </details>
  );
}
