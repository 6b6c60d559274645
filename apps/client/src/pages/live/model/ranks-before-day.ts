import type { Ranks } from '../../../live/places-gained.js';
import { type FieldInput, fieldOf } from '../what-if/model/field.js';

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
