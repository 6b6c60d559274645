import type { CardInput } from '@sunday-live/contract';
import {
  type CardPicks,
  type CardProblem,
  type GameState,
  gamesByWeek,
  usedBankers,
  usedJokers,
  validateCard,
  withLockedPicks,
} from '@sunday-live/scoring';
import { AppError } from '../../platform/errors/app-error.js';
import { isClosed } from '../calendar/game-locks.js';
import type { WeekNow } from '../calendar/season.service.js';
import type { WeekOfGames } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';
import { seasonTypeOf } from '../slate/week-key.js';
import type { SeasonCards, StoredCard } from './card.store.js';
import { demandVersion } from './saved-version.js';

/** A card that may be stored, and the one that it replaces. */
export interface CheckedCard {
  readonly stored: StoredCard | null;
  readonly card: CardPicks;
}

/**
 * Checks a player's card and returns what to store.
 * @throws AppError `week-not-played`; `conflict` when other teams play in a game than the card names; `deadline-passed`
 * when a changed pick is locked; `card-changed` when the card was made from another version than the stored one;
 * `invalid-card` with every problem
 */
export function checkCard(scene: WeekNow, own: SeasonCards, input: CardInput): CheckedCard {
  const { state, week, now, locked } = scene;
  if (!scene.rules.played) throw new AppError('week-not-played');
  if (state.lock === 'week' && isClosed(week, state.lock, now)) throw new AppError('deadline-passed');
  const stored = own.cards.find((card) => card.week === week.week) ?? null;
  const meant = facingNow(input, week);
  const card = withLockedPicks(meant, stored, keptGames(week, stored, locked));
  demandVersion(scene, stored, card, input.version);
  const problems = cardProblems(scene, own, meant, locked).map((problem) => ({ ...problem }));
  const late = problems.filter((problem) => problem.code === 'game-locked');
  if (late.length > 0) throw new AppError('deadline-passed', 'A locked game would change.', late);
  if (problems.length > 0) throw new AppError('invalid-card', undefined, problems);
  return { stored, card };
}

/** Moves each pick to the side on which the team named in `teams` plays now (rule S26). @throws AppError `conflict` */
function facingNow({ picks, banker, joker, teams = {} }: CardInput, { games }: WeekOfGames): CardPicks {
  const sides = games.flatMap(({ id, away, home }) => {
    const team = teams[id];
    if (team === undefined || picks[id] === undefined) return [];
    if (team !== away && team !== home)
      throw new AppError('conflict', 'Other teams play in a game of this card now. Look at your card again.');
    return [[id, team === away ? 'away' : 'home'] as const];
  });
  return { picks: { ...picks, ...Object.fromEntries(sides) }, banker, joker };
}

/**
 * Returns the ids of games whose stored picks must not change: locked games, and games that have left the week and may
 * return.
 */
function keptGames(
  week: WeekOfGames,
  stored: StoredCard | null,
  locked: ReadonlySet<string>,
): ReadonlySet<string> {
  const here = new Set(week.games.map(({ id }) => id));
  const gone = Object.keys(stored?.picks ?? {}).filter((id) => !here.has(id));
  return new Set([...locked, ...gone]);
}

/** Returns every problem of a card under the rules, when games in `fixed` cannot change. */
export function cardProblems(
  { state, week, rules }: WeekNow,
  own: SeasonCards,
  card: CardPicks,
  fixed: ReadonlySet<string>,
): CardProblem[] {
  return validateCard({
    type: seasonTypeOf(state.seasonType),
    card,
    games: week.games.map(toPlay),
    locked: fixed,
    stored: own.cards.find((stored) => stored.week === week.week) ?? null,
    usedBankers: rules.bankersOnce ? usedBankers(own.cards, gamesByWeek(own.bankerGames), week.week) : [],
    usedJokers: usedJokers(own.cards, week.week),
    jokersPerSeason: rules.jokers,
  });
}

const AGAIN: readonly CardProblem['code'][] = ['banker-team-used', 'banker-not-road-team', 'joker-exhausted'];

/**
 * Returns the parts of a stored card that must be chosen again: another card of the season has used them up (S23), or
 * the banker plays at home (S26).
 */
export function clashesOf(scene: WeekNow, own: SeasonCards): CardProblem[] {
  const stored = own.cards.find((card) => card.week === scene.week.week);
  if (stored === undefined || isClosed(scene.week, scene.state.lock, scene.now)) return [];
  return cardProblems(scene, own, stored, scene.locked).filter(({ code }) => AGAIN.includes(code));
}

/** Returns true when a changed game is locked by now. */
export function isLate({ state, week, now, locked }: WeekNow, changed: ReadonlySet<string>): boolean {
  if (state.lock === 'week' && isClosed(week, state.lock, now)) return true;
  return [...changed].some((id) => locked.has(id));
}

/** Keeps only the fields that the rules need: this runs for every card of a batch. */
function toPlay({ id, week, away, home, away_score, home_score, state }: StoredGame): GameState {
  return { id, week, away, home, awayScore: away_score, homeScore: home_score, state };
}
