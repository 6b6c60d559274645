import type { Correction, LeagueCards, Me, Receipt, Receipts } from '@sunday-live/contract';
import { useEffect, useState } from 'react';
import { When } from '../../ui/zone.js';
import { sealOf, type Verdict, verdictOf } from './model/proof.js';
import styles from './receipts-page.module.css';

const WORDS: Record<Verdict, string> = {
  proved: 'As at the lock',
  'by-rule': 'Changed by a rule',
  corrected: 'Corrected',
  broken: 'Does not match',
};

interface ProofsProps {
  readonly me: Me;
  readonly receipts: Receipts;
  readonly cards: LeagueCards['cards'];
}

/** One row for each player, with the verdict on the card. */
export function Proofs({ me, receipts, cards }: ProofsProps) {
  const proof = useProof(receipts, cards);
  if (receipts.receipts.length === 0 && receipts.corrections.length === 0) {
    return <p className="quiet">Nothing has locked yet. Receipts are made at the lock.</p>;
  }
  if (proof === null) return <p role="status">Checking…</p>;
  const count = (verdict: Verdict) => [...proof.verdicts.values()].filter((each) => each === verdict).length;
  return (
    <>
      <p role="status" className={styles.summary}>
        {count('proved')} as at the lock,{' '}
        {count('by-rule') > 0 && <>{count('by-rule')} changed by a rule, </>}
        {count('corrected')} corrected, {count('broken')} not matching.
        {receipts.more > 0 && ` ${receipts.more} more players are not shown.`}
      </p>
      <p className="quiet">
        The seal of this league’s cards is <strong className={styles.seal}>{proof.seal}</strong>. Note it at
        the lock: as long as it is the same, no receipt has changed.
      </p>
      <div className="scroll">
        <table className={`table ${styles.table}`}>
          <caption className="unseen">Receipts</caption>
          <thead>
            <tr>
              <th scope="col">Player</th>
              <th scope="col">Card</th>
              <th scope="col">Receipt</th>
            </tr>
          </thead>
          <tbody>
            {receipts.players.map((player) => (
              <tr key={player.id} data-own={player.id === me.id || undefined}>
                <th scope="row">
                  <div className="whole-name">{player.name}</div>
                  {player.id === me.id && <span className={styles.you}>You</span>}
                </th>
                <td>
                  <span className={styles.verdict} data-verdict={proof.verdicts.get(player.id)}>
                    {WORDS[proof.verdicts.get(player.id) ?? 'broken']}
                  </span>
                </td>
                <td>
                  <ReceiptDetails
                    receipts={receipts.receipts.filter((receipt) => receipt.player === player.id)}
                    corrections={receipts.corrections.filter((each) => each.player === player.id)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface Proof {
  readonly verdicts: ReadonlyMap<string, Verdict>;
  readonly seal: string;
}

function useProof(receipts: Receipts, cards: LeagueCards['cards']): Proof | null {
  const [proof, setProof] = useState<Proof | null>(null);
  useEffect(() => {
    let wanted = true;
    const check = async (): Promise<Proof> => {
      const verdicts = await Promise.all(
        receipts.players.map(async ({ id }) => {
          const own = <T extends { player: string }>(entries: readonly T[]) =>
            entries.filter(({ player }) => player === id);
          const card = cards.find(({ player }) => player === id) ?? null;
          return [
            id,
            await verdictOf(own(receipts.receipts), receipts.parts, card, own(receipts.corrections)),
          ] as const;
        }),
      );
      return { verdicts: new Map(verdicts), seal: await sealOf(receipts.receipts) };
    };
    void check().then((found) => {
      if (wanted) setProof(found);
    });
    return () => {
      wanted = false;
    };
  }, [receipts, cards]);
  return proof;
}

interface ReceiptDetailsProps {
  readonly receipts: readonly Receipt[];
  readonly corrections: readonly Correction[];
}

/** The data to check a card with other tools, and later changes by admins and rules. */
function ReceiptDetails({ receipts, corrections }: ReceiptDetailsProps) {
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
