import { dayAndTime, type Game, type Season } from '@sunday-live/contract';
import { type LockMode, lockedGames, locksAt } from '@sunday-live/scoring';
import { useEffect, useMemo, useState } from 'react';
import { useNow } from '../ui/hooks.js';
import styles from './countdown.module.css';

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

/**
 * Returns when a week's cards lock, in milliseconds since 1970. Infinity: its kickoffs, and so its deadline,
 * are not set yet.
 */
export function deadlineOf(week: Pick<Season['weeks'][number], 'deadline' | 'state'>): number {
  return week.state === 'upcoming' ? Number.POSITIVE_INFINITY : Date.parse(week.deadline);
}

/**
 * Returns when the next pick locks, in milliseconds since 1970: the week's deadline or the next kickoff.
 * Null: all locked; Infinity: that time is not set yet.
 */
export function nextLock(
  games: readonly Game[],
  lock: LockMode,
  deadline: number,
  locked: ReadonlySet<string>,
): number | null {
  const open = games.filter((game) => !locked.has(game.id) && game.state !== 'off');
  if (open.length === 0) return null;
  return Math.min(...open.map((game) => locksAt(game, lock, deadline)));
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Formats the time until the lock: `4 d 7 h`, `7 h 05 min`, `5 min 09 s`; `0 s` when it has come. */
export function timeLeft(ms: number): string {
  const left = Math.max(0, ms);
  const part = (unit: number, within = Number.POSITIVE_INFINITY) => Math.floor((left % within) / unit);
  const two = (n: number) => String(n).padStart(2, '0');
  if (left >= DAY) return `${part(DAY)} d ${part(HOUR, DAY)} h`;
  if (left >= HOUR) return `${part(HOUR)} h ${two(part(MINUTE, HOUR))} min`;
  if (left >= MINUTE) return `${part(MINUTE)} min ${two(part(SECOND, MINUTE))} s`;
  return `${part(SECOND)} s`;
}

/**
 * Returns the ids of the games that are locked by the server's clock; a new set only when another one locks.
 */
export function useLocked(
  games: readonly Game[],
  lock: LockMode,
  deadline: number,
  clockOffset: number,
): ReadonlySet<string> {
  const [, drawAgain] = useState(0);
  const key = lockedNow(games, lock, deadline, clockOffset);
  useEffect(() => {
    const timer = setInterval(() => {
      if (lockedNow(games, lock, deadline, clockOffset) !== key) drawAgain(Date.now());
    }, 1000);
    return () => clearInterval(timer);
  }, [games, lock, deadline, clockOffset, key]);
  return useMemo(() => new Set(key === '' ? [] : key.split(' ')), [key]);
}

function lockedNow(games: readonly Game[], lock: LockMode, deadline: number, clockOffset: number): string {
  return [...lockedGames(games, lock, deadline, Date.now() + clockOffset)].join(' ');
}
