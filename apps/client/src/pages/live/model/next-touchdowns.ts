import { nextScores } from '@sunday-live/scoring';
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
