import type { ReportSummary } from '@sunday-live/contract';
import { Link } from 'wouter';
import { When } from '../../ui/zone.js';
import { stateWords } from './model/words.js';
import styles from './reports-page.module.css';

export function ReportList({ reports }: { readonly reports: readonly ReportSummary[] }) {
  if (reports.length === 0) return <p className="quiet">None yet. Choose players below.</p>;
  return (
    <ul className={styles.list}>
      {reports.map((report) => (
        <li key={report.id} data-report={report.id}>
          <Link className={styles.entry} href={`/reports/${report.id}`}>
            <strong>{report.players.map(({ name }) => name).join(', ')}</strong>
            <span className="quiet">
              {report.league.name} · {report.season}
              {report.kind === 'weekly' && ' · of the week'} · <When at={report.createdAt} year />
            </span>
            <span className="tag" data-state={report.state}>
              {stateWords(report.state)}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
