import { type FeedHealth, feedHealthSchema, nodeReportsSchema } from '@sunday-live/contract';
import { useState } from 'react';
import { sendJson } from '../../http/http.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { AskWhy, type Danger } from './ask-why.js';
import { QuarantineTable } from './quarantine-table.js';
import { Loaded, ScrollTable, useAdmin } from './section.js';
import { duration, FEED_WORDS } from './words.js';

const LOOK_EVERY_MS = 5_000;

/** The state of the feed, quarantined observations, and the connections of each node. */
export function FeedSection() {
  const feed = useAdmin('feed', feedHealthSchema, LOOK_EVERY_MS);
  const all = useAdmin('nodes', nodeReportsSchema, LOOK_EVERY_MS);
  const [danger, setDanger] = useState<Danger | null>(null);
  return (
    <div className={styles.section}>
      <Loaded query={feed}>
        {(health) => (
          <div className={styles.panels}>
            <section className={styles.panel} aria-labelledby="feed-state">
              <h2 id="feed-state">State</h2>
              <dl className={styles.facts}>
                <dt>Now</dt>
                <dd>{FEED_WORDS[health.state]}</dd>
                <dt>Last success</dt>
                <dd>
                  <When at={health.asOf} />
                </dd>
                <dt>Answer took</dt>
                <dd>{health.latencyMs === null ? '–' : duration(health.latencyMs)}</dd>
                <dt>Read every</dt>
                <dd>{health.intervalMs === 0 ? '–' : duration(health.intervalMs)}</dd>
                <dt>Next read</dt>
                <dd>
                  <When at={health.nextPollAt} />
                </dd>
                <dt>Failures in a row</dt>
                <dd>{health.failures}</dd>
                <dt>From</dt>
                <dd>{health.source ?? '–'}</dd>
              </dl>
              {health.doubt && <DoubtedWeek doubt={health.doubt} onDecide={setDanger} />}
            </section>
            <section className={styles.panel} aria-labelledby="feed-errors">
              <h2 id="feed-errors">Last errors</h2>
              {health.errors.length === 0 ? (
                <p className="quiet">None.</p>
              ) : (
                <ul className={styles.section}>
                  {health.errors.map((error) => (
                    <li key={`${error.firstAt} ${error.message}`}>
                      <strong>{error.message}</strong>
                      <span className={styles.mail}>
                        <When at={error.lastAt} />
                        {error.times > 1 && (
                          <>
                            , {error.times} times since <When at={error.firstAt} />
                          </>
                        )}
                      </span>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          </div>
        )}
      </Loaded>
      <h2>Quarantine</h2>
      <QuarantineTable onDecide={setDanger} />
      <h2>Connected</h2>
      <Loaded query={all}>
        {(reports) => (
          <ScrollTable caption="Nodes" head={['Node', 'Role', 'Sockets', 'Polls', 'Slow', 'Up since']}>
            {reports.map((report) => (
              <tr key={report.node}>
                <th scope="row">{report.node}</th>
                <td>{report.role}</td>
                <td>{report.sockets}</td>
                <td>{report.polls}</td>
                <td>{report.slow}</td>
                <td className={styles.nowrap}>
                  <When at={report.startedAt} />
                </td>
              </tr>
            ))}
          </ScrollTable>
        )}
      </Loaded>
      {danger && <AskWhy {...danger} onClose={() => setDanger(null)} />}
    </div>
  );
}

interface DoubtedWeekProps {
  readonly doubt: NonNullable<FeedHealth['doubt']>;
  readonly onDecide: (danger: Danger) => void;
}

/** Shows a current week that the feed names and the calendar contradicts. */
function DoubtedWeek({ doubt, onDecide }: DoubtedWeekProps) {
  const times = doubt.times === 1 ? 'once' : `${doubt.times} times`;
  return (
    <p>
      The feed names {doubt.words}, {times} since <When at={doubt.firstAt} />. It is not accepted yet.{' '}
      <button
        type="button"
        className="button"
        onClick={() =>
          onDecide({
            title: 'Accept the week',
            consequence: `The current week becomes ${doubt.words} for everybody, as soon as the feed names it again.`,
            label: 'Accept',
            run: (why) => sendJson('POST', '/api/admin/feed/week/accept', { why }),
          })
        }
      >
        Accept
      </button>
    </p>
  );
}
