import { type AdminStatus, adminStatusSchema } from '@sunday-live/contract';
import { Link } from 'wouter';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { Loaded, ScrollTable, useAdmin } from './section.js';
import { FEED_WORDS, sizeWords } from './words.js';

const LOOK_EVERY_MS = 5_000;

/** The whole installation on one page, for its operator. */
export function StatusSection() {
  const status = useAdmin('status', adminStatusSchema, LOOK_EVERY_MS);
  return (
    <Loaded query={status}>
      {(now) => (
        <div className={styles.section}>
          <div className={styles.panels}>
            <Health now={now} />
            <Versions now={now} />
          </div>
          <Nodes now={now} />
          <Database now={now} />
        </div>
      )}
    </Loaded>
  );
}

interface PartProps {
  readonly now: AdminStatus;
}

/** What works and what fails, each with the page that says more. */
function Health({ now: { alerts, backup, feed, failing, queues, email, push, storage, site } }: PartProps) {
  const failed = queues.reduce((sum, queue) => sum + queue.failed, 0);
  const waiting = queues.reduce((sum, queue) => sum + queue.waiting + queue.active, 0);
  const trouble = (kind: string): string | undefined =>
    failing.find(({ service }) => service.split(' ')[0] === kind)?.reason;
  return (
    <section className={styles.panel} aria-labelledby="status-health">
      <h2 id="status-health">Health</h2>
      <dl className={styles.facts}>
        <dt>Alerts</dt>
        <dd>{alerts.length === 0 ? 'None' : <Link href="/admin/alerts">{alerts.length} open</Link>}</dd>
        <dt>Feed</dt>
        <dd>
          <Link href="/admin/feed">{FEED_WORDS[feed.state]}</Link>, last success <When at={feed.asOf} />
        </dd>
        <dt>Queues</dt>
        <dd>
          <Link href="/admin/queues">{failed === 0 ? 'No failed job' : `${failed} failed`}</Link>, {waiting}{' '}
          to do
        </dd>
        <dt>Email</dt>
        <dd>
          {trouble('email') ?? (email.way === 'smtp' ? 'Works' : 'Written to files: no email server is set')}
        </dd>
        <dt>Push</dt>
        <dd>{trouble('push') ?? `Works, ${push.devices} ${push.devices === 1 ? 'device' : 'devices'}`}</dd>
        <dt>Storage</dt>
        <dd>{trouble('storage') ?? (storage.way === 's3' ? 'Works, S3' : 'Works, a folder')}</dd>
        <dt>Backup</dt>
        <dd>
          <Link href="/admin/backups">
            {backup.last === null ? 'None is verified' : <When at={backup.last.takenAt} />}
          </Link>
          {!backup.scheduled && ', none is scheduled'}
        </dd>
        <dt>Site</dt>
        <dd>
          <Link href="/admin/site">{site.maintenance ? 'Maintenance' : 'Open'}</Link>, registration{' '}
          {site.registration}, live page {site.livePage ? 'on' : 'off'}
        </dd>
      </dl>
    </section>
  );
}

function Versions({ now: { versions, log } }: PartProps) {
  return (
    <section className={styles.panel} aria-labelledby="status-versions">
      <h2 id="status-versions">Versions</h2>
      <dl className={styles.facts}>
        <dt>Sunday Live</dt>
        <dd>{versions.server}</dd>
        <dt>Node</dt>
        <dd>{versions.node}</dd>
        <dt>PostgreSQL</dt>
        <dd>{versions.postgres}</dd>
        <dt>Redis</dt>
        <dd>{versions.redis ?? 'Not in use, or away'}</dd>
        <dt>Log</dt>
        <dd>
          event {log.head} of epoch <code>{log.epoch.slice(0, 8)}</code>
        </dd>
      </dl>
    </section>
  );
}

function Nodes({ now: { nodes } }: PartProps) {
  return (
    <>
      <h2>Nodes</h2>
      <ScrollTable caption="Nodes" head={['Node', 'Role', 'Behind the log', 'Sockets', 'Polls', 'Up since']}>
        {nodes.map(({ node, role, behind, sockets, polls, startedAt }) => (
          <tr key={node}>
            <th scope="row">{node}</th>
            <td>{role}</td>
            <td>{behind === null ? 'does not follow it' : behind === 0 ? 'no' : `${behind} events`}</td>
            <td>{sockets}</td>
            <td>{polls}</td>
            <td className={styles.nowrap}>
              <When at={startedAt} />
            </td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}

function Database({ now: { database } }: PartProps) {
  const { bytes, grown, tables } = database;
  return (
    <>
      <h2>Database</h2>
      <p className="quiet">
        {sizeWords(bytes)}
        {grown !== null && (
          <>
            , {sizeWords(grown.bytes)} more since <When at={grown.since} />
          </>
        )}
        . Numbers of rows are estimates.
      </p>
      <ScrollTable caption="Largest tables" head={['Table', 'Size', 'Rows']}>
        {tables.map((table) => (
          <tr key={table.name}>
            <th scope="row">
              <code>{table.name}</code>
            </th>
            <td>{sizeWords(table.bytes)}</td>
            <td>{table.rows}</td>
          </tr>
        ))}
      </ScrollTable>
    </>
  );
}
