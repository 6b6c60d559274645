import type { ClockPoint, RecordedEvent, RecordedGame, ScheduledGame } from '../recording/recording.js';
import { hashUnit } from './hash.js';
import type { Phase } from './phase.js';
import { type Situation, situationAt } from './situation.js';

/** The state of a game at one moment. */
export interface GameState {
  phase: Phase;
  period: number;
  /** Seconds left in the period. */
  clock: number;
  awayScore: number;
  homeScore: number;
  /** Points per started period. */
  line: readonly { away: number; home: number }[];
  situation?: Situation;
}

const notStarted: GameState = { phase: 'pre', period: 0, clock: 0, awayScore: 0, homeScore: 0, line: [] };

/** ESPN sets the clock before the kickoff: still `pre`, although the period is 1. */
const aboutToStart: GameState = { ...notStarted, period: 1, clock: 900, line: [{ away: 0, home: 0 }] };

/** Returns the state of a recorded game at a recorded time (epoch milliseconds): pure, no memory. */
export function recordedGameState(game: RecordedGame, time: number): GameState {
  const past = game.events.filter((event) => event.at <= time);
  const last = past.at(-1);
  if (last === undefined) {
    return time < game.kickoff ? notStarted : aboutToStart;
  }
  const phase = phaseAfter(last);
  const position = clockAt(game.clockPoints, time) ?? last;
  const period = phase === 'playing' ? position.period : last.period;
  const state: GameState = {
    phase,
    period,
    clock: phase === 'playing' ? position.clock : 0,
    awayScore: last.awayScore,
    homeScore: last.homeScore,
    line: lineScore(past, period),
  };
  return phase === 'final' ? state : { ...state, situation: situationAt(game, past, phase, time) };
}

/** Returns the state of a game outside the recorded Sunday: either over or not begun. */
export function scheduledGameState(game: ScheduledGame, over: boolean): GameState {
  if (!over) {
    return notStarted;
  }
  if (game.cancelled) {
    return { ...notStarted, phase: 'cancelled' };
  }
  const periods = game.overtime ? 5 : 4;
  const extra = game.overtime ? Math.abs(game.homeScore - game.awayScore) : 0;
  const away = quarters(game.awayScore, game.awayScore > game.homeScore ? extra : 0, `${game.id}:away`);
  const home = quarters(game.homeScore, game.homeScore > game.awayScore ? extra : 0, `${game.id}:home`);
  return {
    phase: 'final',
    period: periods,
    clock: 0,
    awayScore: game.awayScore,
    homeScore: game.homeScore,
    line: Array.from({ length: periods }, (_, index) => ({ away: away[index] ?? 0, home: home[index] ?? 0 })),
  };
}

function phaseAfter(event: RecordedEvent): Phase {
  switch (event.kind) {
    case 'final':
      return 'final';
    case 'halftime':
      return 'halftime';
    case 'end-quarter':
      return 'end-period';
    default:
      return 'playing';
  }
}

/**
 * Interpolates the clock between two known points: it runs from the earlier value and stops at the later one. It
 * never runs backwards.
 */
function clockAt(points: readonly ClockPoint[], time: number): ClockPoint | undefined {
  const next = points.findIndex((point) => point.at > time);
  const before = points[next === -1 ? points.length - 1 : next - 1];
  const after = points[next];
  if (before === undefined || after === undefined) {
    return before;
  }
  const floor = after.period === before.period ? after.clock : 0;
  const elapsed = Math.floor((time - before.at) / 1000);
  return { at: time, period: before.period, clock: Math.max(floor, before.clock - elapsed) };
}

function lineScore(past: readonly RecordedEvent[], period: number): { away: number; home: number }[] {
  const line = Array.from({ length: period }, () => ({ away: 0, home: 0 }));
  let previous = { awayScore: 0, homeScore: 0 };
  for (const event of past) {
    const entry = line[Math.min(event.period, period) - 1];
    if (entry !== undefined) {
      entry.away += event.awayScore - previous.awayScore;
      entry.home += event.homeScore - previous.homeScore;
    }
    previous = event;
  }
  return line;
}

/** Spreads a final score over four quarters and the overtime, always the same way for one seed. */
function quarters(total: number, overtime: number, seed: string): number[] {
  const line = [0, 0, 0, 0, overtime];
  let left = total - overtime;
  for (let step = 0; left > 0; step += 1) {
    const points = left === 3 || left === 6 || left === 9 ? 3 : Math.min(7, left);
    const quarter = Math.floor(hashUnit(`${seed}:${step}`) * 4);
    line[quarter] = (line[quarter] ?? 0) + points;
    left -= points;
  }
  return line;
}
