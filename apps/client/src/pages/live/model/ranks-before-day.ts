import type { Ranks } from '../../../live/places-gained.js';
import { type FieldInput, fieldOf } from '../what-if/model/field.js';

/**
 * The ranks with which the current game day began (S9): the week played again without the day's games.
 * null where all were level then, or a card is missing: nothing to compare with.
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
