import { type QuarantinedObservation, quarantineSchema } from '@sunday-live/contract';
import { sendJson } from '../../http/http.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import type { Danger } from './ask-why.js';
import { Loaded } from './loaded.js';
import { gameWords, quarantineWords } from './quarantine-words.js';
import { ScrollTable } from './scroll-table.js';
import { useAdmin } from './use-admin.js';

const LOOK_EVERY_MS = 10_000;

/** Quarantined observations beside the stored games. */
export function QuarantineTable({ onDecide }: { readonly onDecide: (danger: Danger) => void }) {
  const kept = useAdmin('quarantine', quarantineSchema, LOOK_EVERY_MS);
  return (
    <Loaded query={kept}>
      {(observations) =>
        observations.length === 0 ? (
          <p className="quiet">No observation of the feed is in quarantine.</p>
        ) : (
          <ScrollTable caption="Quarantine" head={['Reason', 'The feed says', 'Stored', 'Last', 'Decide']}>
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
        )
      }
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
