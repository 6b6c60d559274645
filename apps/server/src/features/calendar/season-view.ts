import type { LockMode, Season, WeekState } from '@sunday-live/contract';
import { DEFAULT_RULES, weekName } from '@sunday-live/scoring';
import { weekDeadline } from '../slate/deadline.js';
import type { SeasonState, WeekOfGames } from '../slate/slate-reader.js';
import { seasonTypeOf } from '../slate/week-key.js';
import { isClosed } from './game-locks.js';

/** January and February belong to the season of the previous year, since NFL seasons begin in spring. */
const FIRST_MONTH = 2;

/** The part of the season's view that follows from its calendar. */
export type Calendar = Omit<Season, 'forcedJokers' | 'seasons' | 'preseason' | 'playoffs'>;

/**
 * Builds the public view of the season. `now` is the database's clock.
 * @param asked false: no cards are taken in this part of the season
 */
export function seasonView(
  state: SeasonState,
  weeks: readonly WeekOfGames[],
  now: Date,
  asked = true,
): Calendar {
  const open = weeks.find(
    (week) => asked && week.games.length > 0 && !isOver(week) && !isClosed(week, state.lock, now),
  );
  const played = weeks.findLast((week) => week.games.some((game) => game.state === 'post'));
  return {
    season: state.season,
    type: seasonTypeOf(state.seasonType),
    phase: seasonTypeOf(state.seasonType),
    pickWeek: open?.week ?? null,
    resultsWeek: played?.week ?? null,
    weeks: weeks.flatMap((week) => weekView(state, week, now)),
    lock: state.lock,
    rules: DEFAULT_RULES,
  };
}

/** The view before the feed was read for the first time. */
export function emptySeason(lock: LockMode, now: Date): Calendar {
  return {
    season: now.getUTCFullYear() - (now.getUTCMonth() < FIRST_MONTH ? 1 : 0),
    type: 'regular',
    phase: 'off',
    pickWeek: null,
    resultsWeek: null,
    weeks: [],
    lock,
    rules: DEFAULT_RULES,
  };
}

/** Builds one week of the calendar; none for a week without games. */
export function weekView(
  { seasonType, lock }: Pick<SeasonState, 'seasonType' | 'lock'>,
  week: WeekOfGames,
  now: Date,
): Season['weeks'] {
  const deadline = shownDeadline(week, lock);
  if (deadline === null) return [];
  const name = weekName(seasonTypeOf(seasonType), week.week);
  return [{ week: week.week, name, deadline: deadline.toISOString(), state: weekState(week, lock, now) }];
}

function weekState(week: WeekOfGames, lock: LockMode, now: Date): WeekState {
  if (isOver(week)) return 'done';
  if (isClosed(week, lock, now)) return 'locked';
  const known = week.deadline !== null || week.games.some((game) => game.time_valid);
  return known ? 'open' : 'upcoming';
}

function isOver(week: WeekOfGames): boolean {
  return week.games.length > 0 && week.games.every((game) => game.state === 'post' || game.state === 'off');
}

/**
 * Returns the last moment at which a card of the week can change: its deadline, or the last kickoff under `lock:
 * kickoff`. Placeholder kickoffs count only when the week has no known one.
 */
function shownDeadline(week: WeekOfGames, lock: LockMode): Date | null {
  const known = week.games.filter((game) => game.time_valid && game.state !== 'off');
  if (lock === 'kickoff' && known.length > 0) {
    return new Date(Math.max(...known.map((game) => game.kickoff.getTime())));
  }
  return (
    week.deadline ??
    weekDeadline(week.games.map(({ kickoff, state }) => ({ kickoff, state, time_valid: true })))
  );
}
