import type { Card, CardInput } from '@sunday-live/contract';
import {
  type CardPicks,
  type CardProblem,
  cardProgress,
  type GameState,
  gamesByWeek,
  usedBankers,
  usedJokers,
  validateCard,
  withLockedPicks,
} from '@sunday-live/scoring';
import { AppError, type InputProblem } from '../../platform/errors/app-error.js';
import { closedAt, isClosed } from '../calendar/game-locks.js';
import type { WeekNow } from '../calendar/season.service.js';
import type { WeekOfGames } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';
import { seasonTypeOf } from '../slate/week-key.js';
import type { SeasonCards, StoredCard } from './card.sql.js';

/** Returns a card as its own player sees it; version 0 and no picks when none is stored. */
export function ownCard({ state, week, now, locked }: WeekNow, stored: StoredCard | null): Card {
  const here = new Set(week.games.map(({ id }) => id));
  const { picked, games } = cardProgress(stored, week.games, locked);
  return {
    week: week.week,
    picks: Object.fromEntries(Object.entries({ ...stored?.picks }).filter(([id]) => here.has(id))),
    banker: stored?.banker ?? null,
    joker: stored?.joker ?? false,
    version: stored?.version ?? 0,
    lockedAt: closedAt(week, state.lock, now)?.toISOString() ?? null,
    picked,
    games,
    ...(stored === null ? {} : { saved: { at: stored.savedAt.toISOString(), device: stored.device } }),
  };
}

const NO_CARD: CardPicks = { picks: {}, banker: null, joker: false };

/**
 * Returns the ids of games whose pick, banker or joker (which counts for the banker's game) differs between two cards.
 */
export function changedGames(before: CardPicks | null, after: CardPicks): Set<string> {
  const old = before ?? NO_CARD;
  const ids = new Set([...Object.keys(old.picks), ...Object.keys(after.picks)]);
  const changed = new Set([...ids].filter((id) => old.picks[id] !== after.picks[id]));
  if (old.banker !== after.banker || old.joker !== after.joker) {
    for (const banker of [old.banker, after.banker]) if (banker !== null) changed.add(banker);
  }
  return changed;
}

/** Returns true when both cards have the same picks, banker and joker. */
export function sameCard(a: CardPicks, b: CardPicks): boolean {
  return a.joker === b.joker && a.banker === b.banker && changedGames(a, b).size === 0;
}

const IF_MATCH = /^(?:W\/)?"?(\d{1,9})"?$/;

/**
 * Returns the version that a save was made from: from the body, otherwise from the `If-Match` header; undefined: the
 * last save wins.
 * @throws AppError `invalid-input` for a header that is no version
 */
export function givenVersion({ version }: CardInput, ifMatch: string | undefined): number | undefined {
  if (version !== undefined || ifMatch === undefined) return version;
  const found = IF_MATCH.exec(ifMatch.trim())?.[1];
  if (found !== undefined) return Number(found);
  const message = 'If-Match must be the version of the card';
  throw new AppError('invalid-input', undefined, [{ code: 'invalid_format', path: 'If-Match', message }]);
}

/**
 * Refuses a card that was made from another version than the stored one (rule S25). A card equal to the stored one is
 * accepted, since it is the same save sent again.
 * @param after the card that would be stored
 * @throws AppError `card-changed` with the stored card, and the differences as problems
 */
function demandVersion(
  scene: WeekNow,
  stored: StoredCard | null,
  after: CardPicks,
  version: number | undefined,
): void {
  if (version === undefined || version === (stored?.version ?? 0)) return;
  if (stored !== null && sameCard(stored, after)) return;
  throw new AppError('card-changed', undefined, differences(scene, stored, after), undefined, {
    card: ownCard(scene, stored),
  });
}

function differences({ week }: WeekNow, stored: StoredCard | null, after: CardPicks): InputProblem[] {
  const differ = changedGames(stored, after);
  const picks = week.games.filter(({ id }) => differ.has(id) && stored?.picks[id] !== after.picks[id]);
  const teamOf = (id: string | null): string => week.games.find((game) => game.id === id)?.away ?? 'none';
  return [
    ...picks.map((game) => {
      const side = stored?.picks[game.id];
      const saved = side === undefined ? 'no pick' : game[side];
      return {
        code: 'pick-differs',
        game: game.id,
        message: `${game.away} at ${game.home}: saved is ${saved}.`,
      };
    }),
    ...((stored?.banker ?? null) === after.banker
      ? []
      : [{ code: 'banker-differs', message: `Banker: saved is ${teamOf(stored?.banker ?? null)}.` }]),
    ...((stored?.joker ?? false) === after.joker
      ? []
      : [{ code: 'joker-differs', message: `Joker: saved is ${stored?.joker ? 'on' : 'off'}.` }]),
  ];
}

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
