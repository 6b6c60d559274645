import {
  type Game,
  NEIGHBOURS,
  type OwnBase,
  type Row,
  type RulesName,
  type Scope,
  TOP_ROWS,
} from '@sunday-live/contract';
import { type Merit, RULES, rankInSpread, scoreCard, sharingRank } from '@sunday-live/scoring';
import type { Picks } from '../http/queries.js';
import type { LiveState } from './apply-frame.js';

/**
 * Computes a player's own rows in a league too large to send whole, where the server's are not of this
 * position: points from the own card, the exact rank from the spread and the ties. States of other leagues
 * are returned unchanged.
 */
export function withOwnRows(
  state: LiveState,
  card: Picks | undefined,
  day: ReadonlySet<string>,
  rules: RulesName,
): LiveState {
  const { spread, own } = state;
  if (!spread || !own) return state;
  const merits = ownMerits(state, own, card, day, rules);
  const withOwn = (scope: Scope): LiveState['scopes'][Scope] => {
    const rows = state.scopes[scope];
    const merit = merits[scope];
    if (merit === null || rows.has(own.n)) return rows;
    const rank = rankInSpread(spread[scope] ?? [], state.ties[scope] ?? [], merit);
    return new Map(rows).set(own.n, [own.n, rank, merit.points]);
  };
  return { ...state, scopes: { day: withOwn('day'), week: withOwn('week'), season: withOwn('season') } };
}

/** Returns how many players of a large league share a rank, loaded or not. */
export function sharing(
  { spread, ties }: Pick<LiveState, 'spread' | 'ties'>,
  scope: Scope,
  rank: number,
): number {
  return sharingRank(spread?.[scope] ?? [], ties[scope] ?? [], rank);
}

/** Returns whether more than one player has a rank, loaded or not. */
export function isShared(state: LiveState, scope: Scope, rank: number): boolean {
  if (state.spread !== null) return sharing(state, scope, rank) > 1;
  let players = 0;
  for (const row of state.scopes[scope].values()) if (row[1] === rank) players += 1;
  return players > 1;
}

/**
 * Returns the index of the row before which rows of a large league are missing; -1: none. Before a shared
 * rank this is not always known, and a gap is assumed.
 */
export function gapIn(state: LiveState, scope: Scope, rows: readonly Row[]): number {
  const next = rows[TOP_ROWS];
  if (state.spread === null || next === undefined) return -1;
  const own = rows.findIndex(([n]) => n === state.own?.n);
  // with fewer rows above the own one the neighbourhood starts among the first rows
  if (!state.outdated.neighbours && own >= TOP_ROWS && own < TOP_ROWS + NEIGHBOURS) return -1;
  const rank = next[1];
  const drawn = rows.filter((row) => row[1] === rank).length;
  return rank > TOP_ROWS + 1 || drawn < sharing(state, scope, rank) ? TOP_ROWS : -1;
}

/**
 * Returns the criteria of the own ranks; null where there is no row, or where only a snapshot has the data.
 */
function ownMerits(
  state: LiveState,
  own: OwnBase,
  card: Picks | undefined,
  day: ReadonlySet<string>,
  rules: RulesName,
): Record<Scope, Merit | null> {
  const rule = RULES[rules];
  const base = state.outdated.base ? undefined : own.season;
  // only a snapshot shows whether an earlier joker counts instead
  const unsure = state.outdated.base && card?.joker === true && rule.joker?.counts === 'first';
  if (!card || unsure)
    return { day: null, week: null, season: card || !base ? null : seasonMerit(base, null) };
  const joker = own.jokerCounts && state.players.get(own.n)?.joker === true;
  const total = (games: ReadonlyMap<string, Game>) => scoreCard(card, games, rule, joker);
  const week = total(state.games);
  const ofDay = total(new Map([...state.games].filter(([id]) => day.has(id))));
  const none = { points: 0, right: 0, bankerPoints: 0, bankers: 0 };
  return {
    day: { points: ofDay.points, right: ofDay.right, average: 0 },
    week: { points: week.points, right: week.right, average: 0 },
    season: base === undefined ? null : seasonMerit(base ?? none, week),
  };
}

function seasonMerit(
  base: NonNullable<OwnBase['season']>,
  week: { points: number; right: number; bankerPoints: number | null } | null,
): Merit {
  const bankers = base.bankers + (week !== null && week.bankerPoints !== null ? 1 : 0);
  const bankerPoints = base.bankerPoints + (week?.bankerPoints ?? 0);
  return {
    points: base.points + (week?.points ?? 0),
    right: base.right + (week?.right ?? 0),
    average: bankers === 0 ? 0 : bankerPoints / bankers,
  };
}
