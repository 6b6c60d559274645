import type { RulesName, StandingsRow } from '@sunday-live/contract';
import type { Picks } from '../../../http/queries.js';
import type { LiveState } from '../../../live/apply-frame.js';
import { cardTotal } from '../../live-page/model/card-points.js';

/**
 * Right picks of the season's other weeks, from the season table as the server sent it: that, less this week's. null
 * while the two are not of the same moment.
 */
export function seasonRightOf(
  rows: readonly Pick<StandingsRow, 'n' | 'id' | 'points' | 'right'>[],
  state: Pick<LiveState, 'games' | 'scopes'>,
  cards: ReadonlyMap<string, Picks>,
  rules: RulesName,
): ReadonlyMap<number, number> | null {
  const right = new Map<number, number>();
  for (const row of rows) {
    if (state.scopes.season.get(row.n)?.[2] !== row.points) return null;
    const card = cards.get(row.id);
    right.set(row.n, row.right - (card ? cardTotal(card, state.games, rules, false).right : 0));
  }
  return right;
}
