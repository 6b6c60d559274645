import type { Report } from '@sunday-live/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { PageData } from '../../game/page-data.js';
import { Problem } from '../../ui/form.js';
import { useTitle } from '../../ui/hooks.js';
import { PageMessage } from '../../ui/page-message.js';
import { estimateWords, stateWords } from './model/words.js';
import { ReportActions } from './report-actions.js';
import { ReportContent } from './report-content.js';
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
  return (
    <PageData
      of={{ report }}
      failed="The report did not load"
      missing={
        <PageMessage title="No such report" action={{ label: 'Go to your reports', href: '/reports' }}>
          It was removed, or it is not shared with you.
        </PageMessage>
      }
    >
      {({ report: shown }) => (
        <article className={`page ${styles.page}`} data-state={shown.state}>
          <p className={styles.onScreen}>
            <Link className="tap" href="/reports">
              ← Reports
            </Link>
          </p>
          <header>
            <h1 className="title">{shown.players.map(({ name }) => name).join(', ')}</h1>
            <p className="quiet">
              {shown.league.name} · season {shown.season}
            </p>
          </header>
          {shown.outdated && (
            <p className={styles.note} role="status">
              A score or a card in this report has changed since. Build it again to see the change.
            </p>
          )}
          <ReportActions report={shown} />
          {(isUnderWay(shown) || shown.state === 'failed') && <ReportProgressBars report={shown} />}
          {content.isLoadingError && <Problem words="The sections did not load. Reload the page." />}
          {content.data && <ReportContent document={content.data} />}
        </article>
      )}
    </PageData>
  );
}

/** The progress of each queue, and failed tasks. */
function ReportProgressBars({ report }: { readonly report: Report }) {
  const { progress, tasks, players, state } = report;
  const failed = tasks.filter((task) => task.state === 'failed');
  const nameOf = (id: string) => players.find((player) => player.id === id)?.name ?? '';
  return (
    <section className={`panel ${styles.panel}`} aria-label="Progress" data-testid="progress">
      <p role="status">
        <strong>{stateWords(state)}</strong> · {progress.done} of {progress.total}
        <span className="quiet"> {estimateWords(report)}</span>
      </p>
      {(['fast', 'slow'] as const).map((queue) => (
        <label key={queue} className={styles.bar}>
          <span>{queue === 'fast' ? 'Statistics' : 'Simulations'}</span>
          <progress value={progress[queue].done} max={Math.max(1, progress[queue].total)} />
          <span>
            {progress[queue].done}/{progress[queue].total}
          </span>
        </label>
      ))}
      {failed.length > 0 && (
        <ul className={styles.failed}>
          {failed.map(({ player, name, error }) => (
            <li key={`${player}/${name}`}>
              {nameOf(player)}, {name}: {error}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
