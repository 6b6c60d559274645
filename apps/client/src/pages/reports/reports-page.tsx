import type { Me, ReportSummary } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Problem } from '../../ui/form.js';
import { useTitle } from '../../ui/hooks.js';
import { When } from '../../ui/zone.js';
import { stateWords } from './model/words.js';
import { reportsQuery, useReportNews } from './report-queries.js';
import { ReportView } from './report-view.js';
import styles from './reports-page.module.css';
import { RequestForm } from './request-form.js';

interface ReportsPageProps {
  readonly me: Me;
  /** The report to show; absent: all of the player's. */
  readonly report?: string | undefined;
}

/** The player's reports with a form for a new one, or one of them. */
export default function ReportsPage({ me, report }: ReportsPageProps) {
  useReportNews();
  return report === undefined ? <MyReports me={me} /> : <ReportView key={report} id={report} />;
}

function MyReports({ me }: { readonly me: Me }) {
  useTitle('Reports');
  const reports = useQuery(reportsQuery);
  return (
    <div className={`page ${styles.page}`}>
      <h1 className="title">Reports</h1>
      <section aria-labelledby="mine-title">
        <h2 id="mine-title">Mine</h2>
        {reports.isPending && <p role="status">Loading your reports…</p>}
        {reports.isLoadingError && (
          <>
            <Problem words="Your reports did not load. Check your connection, then try again." />
            <button type="button" className="button" onClick={() => void reports.refetch()}>
              Try again
            </button>
          </>
        )}
        {reports.data && <ReportList reports={reports.data} />}
      </section>
      <section className={`panel ${styles.panel}`} aria-labelledby="ask-title">
        <h2 id="ask-title">Request a report</h2>
        <RequestForm me={me} />
      </section>
    </div>
  );
}

function ReportList({ reports }: { readonly reports: readonly ReportSummary[] }) {
  if (reports.length === 0) return <p className="quiet">None yet. Choose players below.</p>;
  return (
    <ul className={styles.list}>
      {reports.map((report) => (
        <li key={report.id} data-report={report.id}>
          <Link className="entry" href={`/reports/${report.id}`}>
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
