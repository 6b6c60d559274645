import type { Game, RulesName, Scope } from '@sunday-live/contract';
import { rankInSpread } from '@sunday-live/scoring';
import type { Picks } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';
import { cardTotal, jokerCounts } from './card-points.js';

/**
 * In a league too large to send whole, a player's own rows are worked out here: points from the own card, the exact rank
 * from the spread. Other leagues' states come back as they are.
 */
export function withOwnRows(
  state: LiveState,
  card: Picks | undefined,
  ownId: string,
  day: ReadonlySet<string>,
  rules: RulesName,
): LiveState {
  const { spread } = state;
  if (!spread || !card) return state;
  const own = [...state.players.values()].find((player) => player.id === ownId);
  if (!own) return state;
  const sentWeek = state.scopes.week.get(own.n)?.[2] ?? 0;
  const joker = jokerCounts(card, state.games, rules, undefined);
  const week = cardTotal(card, state.games, rules, joker).points;
  const points: Record<Scope, number> = {
    day: cardTotal(card, only(state.games, day), rules, joker).points,
    week,
    season: (state.scopes.season.get(own.n)?.[2] ?? 0) - sentWeek + week,
  };
  const withOwn = (scope: Scope): LiveState['scopes'][Scope] => {
    const levels = spread[scope];
    if (!levels) return state.scopes[scope];
    return new Map(state.scopes[scope]).set(own.n, [
      own.n,
      rankInSpread(levels, points[scope]),
      points[scope],
    ]);
  };
  return { ...state, scopes: { day: withOwn('day'), week: withOwn('week'), season: withOwn('season') } };
}

function only(games: ReadonlyMap<string, Game>, ids: ReadonlySet<string>): ReadonlyMap<string, Game> {
  return new Map([...games].filter(([id]) => ids.has(id)));
}
