import { type AuditRow, auditPageSchema } from '@sunday-live/contract';
import { useId } from 'react';
import { MoreRows } from '../../ui/more-rows.js';
import { useFilter } from '../../ui/use-address.js';
import { When } from '../../ui/zone.js';
import styles from './admin-page.module.css';
import { Loaded, ScrollTable, useAdminPages } from './section.js';
import { valueLines } from './words.js';

const ACTIONS = [
  ['', 'Everything'],
  ['user', 'Players'],
  ['card', 'Cards'],
  ['season', 'Season'],
  ['week', 'Deadlines'],
  ['results', 'Results'],
  ['quarantine', 'Quarantine'],
  ['announcement', 'Announcements'],
  ['registration', 'Registration'],
  ['site', 'Site'],
] as const;

/** The audit log, newest first. */
export function AuditSection() {
  const id = useId();
  const [action, setAction] = useFilter('about', '', (value) => ACTIONS.some(([known]) => known === value));
  const changes = useAdminPages(action === '' ? 'audit' : `audit?action=${action}`, auditPageSchema);
  return (
    <div className={styles.section}>
      <div className={styles.row}>
        <div className={styles.field}>
          <label htmlFor={id}>About</label>
          <select id={id} value={action} onChange={(event) => setAction(event.target.value)}>
            {ACTIONS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <a className="button" href="/api/admin/exports/audit.csv" download>
          Download all
        </a>
      </div>
      <Loaded query={changes}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.rows);
          const total = pages.at(-1)?.total ?? 0;
          if (rows.length === 0) return <p className="quiet">Nothing yet.</p>;
          return (
            <>
              <ScrollTable
                caption="Changes"
                head={['When', 'Who', 'What', 'Before', 'After', 'Why']}
                rows={total}
              >
                {rows.map((row) => (
                  <Change key={row.id} row={row} />
                ))}
              </ScrollTable>
              <MoreRows list={changes} shown={rows.length} total={total} />
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function Change({ row }: { readonly row: AuditRow }) {
  return (
    <tr>
      <td className={styles.nowrap}>
        <When at={row.at} year />
      </td>
      <td>
        {row.actorName ?? 'The system'}
        <span className={styles.mail}>{row.address}</span>
      </td>
      <th scope="row">
        {row.action}
        <span className={styles.mail}>{row.targetName ?? row.target}</span>
      </th>
      <td>
        <pre className={styles.values}>{valueLines(row.before)}</pre>
      </td>
      <td>
        <pre className={styles.values}>{valueLines(row.after)}</pre>
      </td>
      <td>{row.why ?? '–'}</td>
    </tr>
  );
}
