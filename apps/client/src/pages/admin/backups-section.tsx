import { type Backup, type Backups, backupsSchema, counted, plain } from '@sunday-live/contract';
import { useQueryClient } from '@tanstack/react-query';
import { sendJson } from '../../http/http.js';
import { useAction } from '../../http/use-action.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { ADMIN_KEY, Loaded, ScrollTable, useAdmin } from './section.js';
import { sizeWords } from './words.js';

const LOOK_EVERY_MS = 2_000;
/** The server alerts at this age. */
const OLD_HOURS = 36;

/** Backups: the age of the last verified one, the list, and a button that makes one. */
export function BackupsSection() {
  const all = useAdmin('backups', backupsSchema, LOOK_EVERY_MS);
  return (
    <div className={styles.section}>
      <Loaded query={all}>
        {(backups) =>
          backups.place === null ? (
            <p>
              No backups are made here. Set <code>BACKUP_URL</code> to a folder or a bucket, and restart the
              server.
            </p>
          ) : (
            <>
              <Schedule backups={backups} />
              <BackupTable {...backups} />
            </>
          )
        }
      </Loaded>
    </div>
  );
}

function Schedule({ backups }: { readonly backups: Backups }) {
  const { place, everyHours, keep, next, running } = backups;
  const client = useQueryClient();
  const { busy, problem, run } = useAction();
  const start = () =>
    run(async () => {
      await sendJson('POST', '/api/admin/backups', {});
      await client.invalidateQueries({ queryKey: [ADMIN_KEY] });
    });
  return (
    <section className={styles.panel} aria-labelledby="last-backup">
      <h2 id="last-backup">Last verified backup</h2>
      <dl className={styles.facts}>
        <dt>Age</dt>
        <dd>
          <Age {...backups} />
        </dd>
        <dt>Where</dt>
        <dd>{place}</dd>
        <dt>Next</dt>
        <dd>
          <When at={next} />
        </dd>
      </dl>
      <p className="quiet">
        One every {counted(everyHours, 'hour')}, later while games are in progress. Each is restored into a
        scratch database before it counts. The last {keep} stay.
      </p>
      {/* always there, so that screen readers announce its changes */}
      <p role="status">{running && STEPS[running.step]}</p>
      {problem !== null && (
        <p role="alert" className={styles.problem}>
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <button type="button" className="button" disabled={busy || running !== null} onClick={start}>
          Back up now
        </button>
      </div>
    </section>
  );
}

const STEPS: Readonly<Record<NonNullable<Backups['running']>['step'], string>> = {
  waiting: 'Waits for a worker…',
  writing: 'Step 1 of 3: writes all tables…',
  checking: 'Step 2 of 3: restores it into a scratch database and compares…',
  storing: 'Step 3 of 3: stores it…',
};

function Age({ last, ageHours }: Backups) {
  if (last === null || ageHours === null) return 'There is none yet';
  return (
    <>
      {ageWords(ageHours)} (<When at={last.takenAt} />){' '}
      {ageHours >= OLD_HOURS && (
        <span className={styles.tag} data-tone="bad">
          Too old
        </span>
      )}
    </>
  );
}

function ageWords(hours: number): string {
  if (hours < 1) return 'Less than an hour';
  return hours < 2 * 24 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

function BackupTable({ backups, secretFingerprint }: Backups) {
  if (backups.length === 0) return null;
  return (
    <ScrollTable caption="Backups" head={['As of', 'Result', 'Rows', 'Size', 'Name']}>
      {backups.map((backup) => (
        <tr key={backup.id}>
          <th scope="row" className={styles.nowrap}>
            <When at={backup.takenAt} />
          </th>
          <td>
            <Result backup={backup} secret={secretFingerprint} />
          </td>
          <td>{backup.rows === null ? '–' : plain(backup.rows)}</td>
          <td className={styles.nowrap}>{backup.bytes === null ? '–' : sizeWords(backup.bytes)}</td>
          <td className={styles.nowrap}>{backup.name === null ? '–' : <code>{backup.name}</code>}</td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Result({ backup, secret }: { readonly backup: Backup; readonly secret: string }) {
  if (backup.problem !== null) {
    return (
      <>
        <span className={styles.tag} data-tone="bad">
          Failed
        </span>
        {backup.problem}
      </>
    );
  }
  const needsOther = backup.secretFingerprint !== null && backup.secretFingerprint !== secret;
  return (
    <>
      <span className={styles.tag}>Verified</span>
      {needsOther && `Needs the former SESSION_SECRET (${backup.secretFingerprint})`}
    </>
  );
}
