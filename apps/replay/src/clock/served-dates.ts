import type { Recording } from '../recording/recording.js';
import type { ReplayClock } from './replay-clock.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const HOLD = 30 * MINUTE;
const SLOWEST_HELD_SPEED = 4;
const WIDEST_GAP_IN_A_DAY = 7 * HOUR;
const NIGHT = 9 * HOUR;

export interface ServedDates {
  /** By how much every date outside the Sunday is moved, in whole minutes. */
  shift: number;
  /** Wall time (epoch milliseconds, a whole minute) served for a game's recorded kickoff. */
  dateOf(game: { id: string; kickoff: number }): number;
}

/**
 * Dates of recorded games as the replay serves them; the numbered rules are in the README ("Dates"). They depend only
 * on the clock's history and the wall time.
 */
export function servedDates(recording: Recording, clock: ReplayClock, now: number): ServedDates {
  const { firstKickoff } = recording;
  const start = clock.initialWallOf(firstKickoff);
  const shift = floorMinute(start) - floorMinute(firstKickoff);
  const sunday = sundayDates(recording, clock, now);
  const lastOfSunday = Math.max(...sunday.values());
  const due = Math.max(lastOfSunday + NIGHT, now + HOUR);
  const delay = Math.max(0, Math.ceil((due - (recording.nextKickoff + shift)) / DAY)) * DAY;
  return {
    shift,
    dateOf(game) {
      const recorded = recording.games.get(game.id)?.kickoff ?? Number.NaN;
      const moved = floorMinute(game.kickoff) + shift;
      return sunday.get(recorded) ?? (game.kickoff < firstKickoff ? moved : moved + delay);
    },
  };
}

/** Served date by recorded kickoff, for the Sunday's own games. */
function sundayDates(recording: Recording, clock: ReplayClock, now: number): Map<number, number> {
  const kickoffs = [...new Set([...recording.games.values()].map((game) => game.kickoff))].sort(
    (a, b) => b - a,
  );
  const dates = new Map<number, number>();
  let following = Number.NEGATIVE_INFINITY;
  for (const kickoff of kickoffs) {
    const wall = clock.wallOf(kickoff, now) ?? heldDate(recording.firstKickoff, kickoff, clock, now);
    following = floorMinute(Math.max(wall, following - WIDEST_GAP_IN_A_DAY));
    dates.set(kickoff, following);
  }
  return dates;
}

/** A future kickoff while the clock is paused: half an hour ahead, and again after that has passed. */
function heldDate(firstKickoff: number, kickoff: number, clock: ReplayClock, now: number): number {
  const held = Math.floor((now - clock.epochStart) / HOLD) + 1;
  const speed = Math.max(SLOWEST_HELD_SPEED, clock.speed);
  return clock.epochStart + MINUTE + held * HOLD + (kickoff - firstKickoff) / speed;
}

function floorMinute(time: number): number {
  return Math.floor(time / MINUTE) * MINUTE;
}
