import type { Game, RulesName, Scope } from '@sunday-live/contract';
import { competitionRanks } from '@sunday-live/scoring';
import type { Picks } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';
import { cardTotal, gamesBeforeDay, jokerCounts } from './card-points.js';

/** Ranks by player number. */
export type Ranks = ReadonlyMap<number, number>;

/**
 * The ranks with which the current game day began, worked out from the cards as if the day's games had not started.
 * null where all were level then, or a card is missing: nothing to compare with.
 * @param cards by player id
 */
export function ranksBeforeDay(
  state: Pick<LiveState, 'games' | 'players' | 'scopes'>,
  scope: Scope,
  day: ReadonlySet<string>,
  cards: ReadonlyMap<string, Picks>,
  rules: RulesName,
): Ranks | null {
  if (scope === 'day') return null;
  const before = gamesBeforeDay(state.games, day);
  const totals: { n: number; points: number; right: number }[] = [];
  for (const [n, , points] of state.scopes[scope].values()) {
    const weekPoints = state.scopes.week.get(n)?.[2];
    const card = cards.get(state.players.get(n)?.id ?? '');
    if (!card && weekPoints !== undefined) return null;
    totals.push({ n, ...totalBefore(card, state.games, before, scope, rules, points, weekPoints) });
  }
  return ranksOf(totals);
}

function totalBefore(
  card: Picks | undefined,
  games: ReadonlyMap<string, Game>,
  before: ReadonlyMap<string, Game>,
  scope: Scope,
  rules: RulesName,
  points: number,
  weekPoints: number | undefined,
): { points: number; right: number } {
  if (!card) return { points, right: 0 };
  const joker = jokerCounts(card, games, rules, weekPoints);
  const then = cardTotal(card, before, rules, joker);
  if (scope === 'week') return then;
  // Right picks of the other weeks are not known here: level points share a rank.
  return { points: points - cardTotal(card, games, rules, joker).points + then.points, right: 0 };
}

function ranksOf(totals: readonly { n: number; points: number; right: number }[]): Ranks | null {
  const ordered = [...totals].sort((a, b) => b.points - a.points || b.right - a.right);
  const ranks = competitionRanks(ordered, (a, b) => a.points === b.points && a.right === b.right);
  if ((ranks.at(-1) ?? 1) === 1) return null;
  return new Map(ordered.map(({ n }, i) => [n, ranks[i] ?? 1]));
}

/** Places gained (negative: lost) since `before`; null for somebody who was not in it. */
export function placesGained(before: Ranks | null, n: number, rank: number): number | null {
  const then = before?.get(n);
  return then === undefined ? null : then - rank;
}
