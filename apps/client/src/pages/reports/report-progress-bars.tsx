import type { Report } from '@sunday-live/contract';
import { estimateWords, stateWords } from './model/words.js';
import styles from './reports-page.module.css';

/** The progress of each queue, and failed tasks. */
export function ReportProgressBars({ report }: { readonly report: Report }) {
  const { progress, tasks, players, state } = report;
  const failed = tasks.filter((task) => task.state === 'failed');
  const nameOf = (id: string) => players.find((player) => player.id === id)?.name ?? '';
  return (
    <section className={styles.panel} aria-label="Progress" data-testid="progress">
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
