import { type GameChange, TEAMS } from '@sunday-live/contract';
import { AppError } from '../../platform/errors/app-error.js';
import type { StoredGame } from './stored-game.js';

/** What is entered; absent fields stay as they are. */
export type Values = Omit<GameChange, 'why' | 'byHand'>;

/** Builds the game with these values entered. @throws AppError `invalid-input` when they contradict each other */
export function entered(before: StoredGame, values: Values, now: Date): StoredGame {
  const { away = before.away, home = before.home, state = before.state } = values;
  const changed = Object.keys(values).length > 0;
  const kickoff = values.kickoff === undefined ? before.kickoff : new Date(values.kickoff);
  const scores = {
    away_score: values.awayScore ?? before.away_score,
    home_score: values.homeScore ?? before.home_score,
  };
  if (values.away !== undefined || values.home !== undefined)
    demandTeams({ away, home }, [values.away, values.home]);
  if (state === 'pre' && (scores.away_score > 0 || scores.home_score > 0))
    throw new AppError('invalid-input', 'A game that has not started has no points.');
  if (values.suspended === true && state !== 'in')
    throw new AppError('invalid-input', 'Only a game in progress can be suspended.');
  // a correction of the score leaves it suspended; a state, a quarter or a clock says that it continues
  const stays = [values.state, values.period, values.clock].every((value) => value === undefined);
  const suspended = values.suspended ?? (stays && before.pause === 'suspension');
  const time = timeOf(before, values, state);
  return {
    ...before,
    ...{ away, home, state, kickoff, ...scores, ...time },
    week: values.week ?? before.week,
    time_valid: values.kickoff === undefined ? before.time_valid : true,
    detail: changed ? detailOf(state, time, suspended) : before.detail,
    pause: changed ? pauseOf(state, time, suspended) : before.pause,
    // nobody enters who has the ball
    possession: changed ? null : before.possession,
    red_zone: changed ? false : before.red_zone,
    situation_at: now,
    rev: before.rev + 1,
  };
}

/**
 * Checks that two teams can play each other.
 * @param named the teams to look up; a placeholder that nobody has changed is no team
 * @throws AppError `invalid-input`
 */
export function demandTeams(
  { away, home }: { readonly away: string; readonly home: string },
  named: readonly (string | undefined)[] = [away, home],
): void {
  if (away === home) throw new AppError('invalid-input', 'A team cannot play itself.');
  for (const team of named) {
    if (team !== undefined && !TEAMS.some(({ abbr }) => abbr === team))
      throw new AppError('invalid-input', `There is no team ${team}.`);
  }
}

type GameTime = Pick<StoredGame, 'period' | 'clock'>;

/** Returns the period and the clock: what was entered, or what follows from the state. */
function timeOf(before: StoredGame, { period, clock }: Values, state: StoredGame['state']): GameTime {
  const started = state === 'in' && before.state === 'pre';
  const usual: Record<StoredGame['state'], GameTime> = {
    pre: { period: 0, clock: '0:00' },
    in: started ? { period: 1, clock: '15:00' } : before,
    post: { period: Math.max(4, before.period), clock: '0:00' },
    off: before,
  };
  return { period: period ?? usual[state].period, clock: clock ?? usual[state].clock };
}

const PERIODS = ['', '1st', '2nd', '3rd', '4th'];

function pauseOf(state: StoredGame['state'], time: GameTime, suspended: boolean): StoredGame['pause'] {
  if (suspended) return 'suspension';
  return state === 'in' && isHalftime(time) ? 'break' : null;
}

function isHalftime({ period, clock }: GameTime): boolean {
  return period === 2 && clock === '0:00';
}

/** Writes what the feed would say: `9:00 - 2nd`, `Halftime`, `Suspended`, `Final/OT`. */
function detailOf(state: StoredGame['state'], { period, clock }: GameTime, suspended: boolean): string {
  if (suspended) return 'Suspended';
  if (state === 'pre') return '';
  if (state === 'off') return 'Canceled';
  if (state === 'post') return period > 4 ? 'Final/OT' : 'Final';
  if (isHalftime({ period, clock })) return 'Halftime';
  return `${clock} - ${PERIODS[period] ?? 'OT'}`;
}
