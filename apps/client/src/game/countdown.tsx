import { dayAndTime } from '@sunday-live/contract';
import { useNow } from '../ui/hooks.js';
import styles from './countdown.module.css';
import { timeLeft } from './lock.js';

interface CountdownProps {
  /** When the next pick locks, ms; null: all is locked; Infinity: not set yet. */
  readonly lockAt: number | null;
  /** Each game locks at its kickoff. */
  readonly byGame: boolean;
  readonly clockOffset: number;
  readonly timeZone: string;
}

/** Shows how long picks can still change, by the server's clock. */
export function Countdown({ lockAt, byGame, clockOffset, timeZone }: CountdownProps) {
  const now = useNow(1000) + clockOffset;
  if (lockAt === null) {
    return (
      <p className={styles.deadline} data-locked="">
        <strong>Locked.</strong> This card can’t be changed any more.
      </p>
    );
  }
  if (lockAt === Number.POSITIVE_INFINITY) {
    return <p className={styles.deadline}>The time of the lock is not set yet.</p>;
  }
  return (
    <p className={styles.deadline} data-soon={lockAt - now < 3_600_000 || undefined}>
      {byGame ? 'Next kickoff locks in ' : 'Locks in '}
      <strong role="timer">{timeLeft(lockAt - now)}</strong>
      <span className={styles.moment}> · {dayAndTime(lockAt, timeZone)}</span>
    </p>
  );
}
