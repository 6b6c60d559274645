import { elapsed } from '../../live/clocks.js';
import type { LiveView } from '../../live/live-store.js';
import { useNow } from '../../ui/use-now.js';
import styles from './connection-status.module.css';
import { linkWords } from './model/link-words.js';

interface ConnectionStatusProps {
  readonly view: LiveView;
  /** Seconds by which the table is held back for the television. */
  readonly delay: number;
  /** Everything is held back until the viewer lets it go. */
  readonly hold: boolean;
  /** The table moves once a minute. */
  readonly calm: boolean;
}

/** How the table arrives and how old its scores are, honestly. */
export function ConnectionStatus({ view, delay, hold, calm }: ConnectionStatusProps) {
  const now = useNow(1000);
  const live = [...(view.state?.games.values() ?? [])].filter((game) => game.state === 'in').length;
  const words = linkWords(view, live, { clock: now, elapsed: elapsed() });
  return (
    <div
      className={styles.status}
      data-tone={words.tone}
      data-link={view.link}
      data-stale={words.stale || undefined}
    >
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.words}>
        <span role="status">{words.text}</span>
        {words.silence !== null && <span className={styles.age}>for {words.silence}</span>}
        {words.age !== null && <span className={styles.age}>scores {words.age} old</span>}
        {delay > 0 && !hold && <span className={styles.age}>TV −{delay} s</span>}
        {hold && <span className={styles.age}>Held, {view.held} waiting</span>}
        {calm && !hold && <span className={styles.age}>Calm, once a minute</span>}
      </span>
    </div>
  );
}
