import { type QuarantinedObservation, quarantineSchema } from '@sunday-live/contract';
import { sendJson } from '../../http/http.js';
import { MoreRows } from '../../ui/more-rows.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import type { Danger } from './ask-why.js';
import { Loaded, ScrollTable, useAdminPages } from './section.js';
import { gameWords, quarantineWords } from './words.js';

const LOOK_EVERY_MS = 10_000;

/** Quarantined observations beside the stored games. */
export function QuarantineTable({ onDecide }: { readonly onDecide: (danger: Danger) => void }) {
  const kept = useAdminPages('quarantine', quarantineSchema, LOOK_EVERY_MS);
  return (
    <Loaded query={kept}>
      {({ pages }) => {
        const observations = pages.flatMap((page) => page.rows);
        const total = pages.at(-1)?.total ?? 0;
        if (observations.length === 0)
          return <p className="quiet">No observation of the feed is in quarantine.</p>;
        return (
          <>
            <ScrollTable
              caption="Quarantine"
              head={['Reason', 'The feed says', 'Stored', 'Last', 'Decide']}
              rows={total}
            >
              {observations.map((observation) => (
                <tr key={observation.id}>
                  <th scope="row">{quarantineWords(observation.reason)}</th>
                  <td>{observation.seen === null ? 'It could not be read.' : gameWords(observation.seen)}</td>
                  <td>{observation.stored === null ? 'No such game.' : gameWords(observation.stored)}</td>
                  <td className={styles.nowrap}>
                    <When at={observation.lastAt} />
                    {observation.times > 1 && <span className={styles.mail}>{observation.times} times</span>}
                  </td>
                  <td>
                    <Decide observation={observation} onDecide={onDecide} />
                  </td>
                </tr>
              ))}
            </ScrollTable>
            <MoreRows list={kept} shown={observations.length} total={total} />
          </>
        );
      }}
    </Loaded>
  );
}

interface DecideProps {
  readonly observation: QuarantinedObservation;
  readonly onDecide: (danger: Danger) => void;
}

function Decide({ observation, onDecide }: DecideProps) {
  const { id, seen, resolution, takenBack } = observation;
  if (resolution !== null)
    return <span className={styles.tag}>{resolution === 'accepted' ? 'Accepted' : 'Rejected'}</span>;
  const send = (what: string) => (why: string) =>
    sendJson('POST', `/api/admin/quarantine/${id}/${what}`, { why });
  if (takenBack) return <span className={styles.tag}>The feed says something else now</span>;
  return (
    <div className={styles.actions}>
      {seen !== null && (
        <button
          type="button"
          className="button"
          onClick={() =>
            onDecide({
              title: 'Accept what the feed says',
              consequence: `The game becomes ${gameWords(seen)}. Everybody sees it as a correction, and points change.`,
              label: 'Accept',
              run: send('accept'),
            })
          }
        >
          Accept
        </button>
      )}
      <button
        type="button"
        className="button"
        onClick={() =>
          onDecide({
            title: 'Reject what the feed says',
            consequence: 'The game stays as it is, until the feed says something else.',
            label: 'Reject',
            run: send('reject'),
          })
        }
      >
        Reject
      </button>
    </div>
  );
}
