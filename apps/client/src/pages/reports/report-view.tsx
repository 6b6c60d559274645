import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { HttpError } from '../../http/http.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { Problem } from '../../ui/problem.js';
import { ReportActions } from './report-actions.js';
import { ReportContent } from './report-content.js';
import { ReportProgressBars } from './report-progress-bars.js';
import { documentQuery, isUnderWay, reportQuery } from './report-queries.js';
import styles from './reports-page.module.css';

/** One report: its progress and its sections. It is readable as soon as the fast part is done. */
export function ReportView({ id }: { readonly id: string }) {
  useTitle('Report');
  const report = useQuery(reportQuery(id));
  const done = report.data?.progress.done ?? 0;
  const open = report.data !== undefined && report.data.state !== 'queued' && report.data.state !== 'running';
  const content = useQuery({
    ...documentQuery(id, done),
    enabled: open && done > 0,
  });
  if (report.isLoadingError) {
    const gone = report.error instanceof HttpError && report.error.code === 'not-found';
    return gone ? (
      <PageMessage title="No such report" action={{ label: 'Go to your reports', href: '/reports' }}>
        It was removed, or it is not shared with you.
      </PageMessage>
    ) : (
      <PageMessage
        title="The report did not load"
        action={{ label: 'Try again', run: () => void report.refetch() }}
      >
        The server did not answer. Check your connection, or wait a moment.
      </PageMessage>
    );
  }
  if (report.isPending) return <PageMessage title="One moment…" busy />;
  const { players, league, season } = report.data;
  return (
    <article className={`page ${styles.page}`} data-state={report.data.state}>
      <p className={styles.onScreen}>
        <Link className="tap" href="/reports">
          ← Reports
        </Link>
      </p>
      <header>
        <h1 className="title">{players.map(({ name }) => name).join(', ')}</h1>
        <p className="quiet">
          {league.name} · season {season}
        </p>
      </header>
      {report.data.outdated && (
        <p className={styles.note} role="status">
          A score or a card in this report has changed since. Build it again to see the change.
        </p>
      )}
      <ReportActions report={report.data} />
      {(isUnderWay(report.data) || report.data.state === 'failed') && (
        <ReportProgressBars report={report.data} />
      )}
      {content.isLoadingError && <Problem words="The sections did not load. Reload the page." />}
      {content.data && <ReportContent document={content.data} />}
    </article>
  );
}
