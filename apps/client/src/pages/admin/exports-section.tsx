import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { seasonQuery } from '../../http/queries.js';
import { seasonParams } from '../../http/week.js';
import { useFilter } from '../../ui/use-address.js';
import styles from './admin-page.module.css';

const FILES = [
  {
    name: 'predictions',
    label: 'Predictions',
    what: 'Every pick of a locked game and what it is worth.',
    week: true,
  },
  { name: 'bankers', label: 'Bankers', what: 'Every banker on a locked game.', week: true },
  {
    name: 'no-picks',
    label: 'No picks',
    what: 'Active players without a card for the week; of the whole season: for the current week.',
    week: true,
  },
  { name: 'users', label: 'Players', what: 'Every account.', week: false },
  { name: 'audit', label: 'Audit', what: 'Every change by an admin.', week: false },
] as const;

/** Downloads of all data as CSV. */
export function ExportsSection() {
  const id = useId();
  const season = useQuery(seasonQuery);
  const [week, setWeek] = useFilter('week', '', (value) =>
    Boolean(season.data?.weeks.some((one) => String(one.week) === value)),
  );
  return (
    <div className={styles.section}>
      <div className={styles.row}>
        <div className={styles.field}>
          <label htmlFor={id}>Week of predictions, bankers and no picks</label>
          <select id={id} value={week} onChange={(event) => setWeek(event.target.value)}>
            <option value="">Whole season</option>
            {season.data?.weeks.map((entry) => (
              <option key={entry.week} value={entry.week}>
                {entry.name}
              </option>
            ))}
          </select>
        </div>
      </div>
      <p className="quiet">No file contains picks of games that are not locked, not even for admins.</p>
      <ul className={styles.panels}>
        {FILES.map((file) => (
          <li key={file.name} className={styles.panel}>
            <h2>{file.label}</h2>
            <p className="quiet">{file.what}</p>
            <a
              className="button"
              href={`/api/admin/exports/${file.name}.csv${file.week && week !== '' && season.data ? `?week=${week}&${seasonParams(season.data)}` : ''}`}
              download
            >
              Download {file.name}.csv
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
