import type { Me } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { useTitle } from '../../ui/hooks.js';
import { Problem } from '../../ui/problem.js';
import { ReportList } from './report-list.js';
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
      <section className={styles.panel} aria-labelledby="ask-title">
        <h2 id="ask-title">Request a report</h2>
        <RequestForm me={me} />
      </section>
    </div>
  );
}
