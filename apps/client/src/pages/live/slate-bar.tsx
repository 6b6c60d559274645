import { kickoffTime } from '../../game/clock.js';
import type { Progress } from '../../game/slate-games.js';
import styles from './slate-bar.module.css';

interface SlateBarProps {
  readonly progress: Progress;
  readonly timeZone: string;
}

/** The progress of the day, "13 of 14 final", and the next kickoff. */
export function SlateBar({ progress, timeZone }: SlateBarProps) {
  const { games, finished, live, next } = progress;
  const begun = finished > 0 || live > 0;
  return (
    <footer className={styles.bar} data-slate-bar="">
      {begun && (
        <span className={styles.count}>
          {finished === games && live === 0 ? 'All final' : `${finished} of ${games} final`}
        </span>
      )}
      {live > 0 && <span className={styles.live}>{live} live</span>}
      {next && (
        <span className={styles.next}>
          Next <span className={styles.long}>kickoff</span> {kickoffTime(next, timeZone)} · {next.away} at{' '}
          {next.home}
        </span>
      )}
      {!next && !begun && <span>No games this week yet</span>}
    </footer>
  );
}
