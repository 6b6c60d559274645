import type { LockMode, Season, WeekState } from '@sunday-live/contract';
import { DEFAULT_RULES, weekName } from '@sunday-live/scoring';
import { weekDeadline } from '../slate/deadline.js';
import type { SeasonState, WeekOfGames } from '../slate/slate-reader.js';
import { seasonTypeOf } from '../slate/week-key.js';
import { isClosed } from './game-locks.js';

/** NFL seasons begin in spring: January and February belong to the year before. */
const FIRST_MONTH = 2;

/** What of the season follows from its calendar. */
export type Calendar = Omit<Season, 'forcedJokers' | 'seasons' | 'preseason' | 'playoffs'>;

/**
 * The season as everybody sees it. `now` is the database's clock.
 * @param asked false: nobody is asked for cards in this part of the season
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

/** What is shown before the feed was ever read. */
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

/** One week of the calendar; none for a week without games. */
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
 * The last moment at which a card of the week can be changed: its deadline, or under `lock: kickoff` the last kick-off.
 * Placeholder kick-offs count only while nothing better is known.
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
