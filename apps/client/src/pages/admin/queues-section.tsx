import { queueReportsSchema } from '@sunday-live/contract';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { Loaded, ScrollTable, useAdmin } from './section.js';

const LOOK_EVERY_MS = 5_000;

/** The job queues in numbers; single jobs are handled on bull-board's own page. */
export function QueuesSection() {
  const all = useAdmin('jobs', queueReportsSchema, LOOK_EVERY_MS);
  return (
    <div className={styles.section}>
      <p className="quiet">
        Jobs of the whole cluster. Failed jobs are retried automatically, as often as their queue allows.
      </p>
      <Loaded query={all}>
        {(reports) => (
          <ScrollTable
            caption="Job queues"
            head={['Queue', 'Failed', 'Waiting', 'Running', 'Later', 'Last failure']}
          >
            {reports.map(({ queue, waiting, active, delayed, failed, lastFailure }) => (
              <tr key={queue}>
                <th scope="row" className={styles.nowrap}>
                  <code>{queue}</code>
                </th>
                <td>
                  {failed > 0 ? (
                    <span className={styles.tag} data-tone="bad">
                      {failed}
                    </span>
                  ) : (
                    0
                  )}
                </td>
                <td>{waiting}</td>
                <td>{active}</td>
                <td>{delayed}</td>
                <td>
                  <When at={lastFailure?.at ?? null} />
                  {lastFailure && `: ${lastFailure.reason}`}
                </td>
              </tr>
            ))}
          </ScrollTable>
        )}
      </Loaded>
      <p>
        <a className="button" href="/api/admin/queues/">
          Single jobs (bull-board)
        </a>
      </p>
    </div>
  );
}
