import { nextScores } from '@sunday-live/scoring';
import type { Ranks } from '../../../live/first-ranks.js';
import { type FieldInput, fieldOf } from '../what-if/model/field.js';
import type { Swing } from './swing.js';

/**
 * Computes the swings of all live teams for player `n`, the best first: the next-score preview (S20) for
 * touchdowns with extra point.
 * @param large the league's rows and cards are not all loaded: points are known, ranks are not
 */
export function touchdownSwings(input: FieldInput, n: number, large: boolean): Swing[] {
  const { scope, day, state } = input;
  const table = state.scopes[scope];
  if (!table.has(n)) return [];
  const { engine, members } = fieldOf(input, large ? [n] : undefined);
  // where the cards do not reproduce the standings, ranks are unknown too
  const ranked = !large && engine.rankOf(scope, members, n) === table.get(n)?.[1];
  return nextScores(engine, scope, members, n, ['touchdown'])
    .filter(({ game }) => scope !== 'day' || day.has(game))
    .map(({ game, team, pointsChange, rank, placesGained }) => ({
      game,
      team,
      pointsChange,
      rank: ranked ? rank : null,
      placesGained: ranked ? placesGained : 0,
    }))
    .sort((a, b) => b.placesGained - a.placesGained || b.pointsChange - a.pointsChange);
}

/**
 * Computes the ranks at the start of the current game day (S9): the week without the day's games. Null where
 * all players were level, or a card is missing, because there is nothing to compare with.
 */
export function ranksBeforeDay(input: FieldInput): Ranks | null {
  const { state, scope, day, cards } = input;
  if (scope === 'day') return null;
  const missing = [...state.scopes.week.keys()].some((n) => !cards.has(state.players.get(n)?.id ?? ''));
  if (missing) return null;
  const { engine, members } = fieldOf(input);
  for (const game of day) engine.removeGame(game);
  const ranks = new Uint32Array(members.length);
  engine.rank(scope, members, ranks);
  if (ranks.every((rank) => rank <= 1)) return null;
  return new Map([...members].map((n, i) => [n, ranks[i] ?? 0]));
}
