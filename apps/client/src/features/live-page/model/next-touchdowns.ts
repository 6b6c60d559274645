import { nextScores } from '@sunday-live/scoring';
import { type FieldInput, fieldOf } from '../../outlook/model/field.js';

/** What a touchdown with its extra point of one team would do to a player. */
export interface Swing {
  readonly game: string;
  readonly team: string;
  readonly pointsChange: number;
  /** null: the rank afterwards can't be told, as the others' cards are not known. */
  readonly rank: number | null;
  /** Places gained; negative: lost. 0 where `rank` is null. */
  readonly placesGained: number;
}

/** Above nought: the touchdown helps; below: it hurts. */
export function swingEffect(swing: Swing): number {
  return swing.placesGained || swing.pointsChange;
}

/**
 * The swings of all live teams for player `n`, the best first: the next-score preview (S20) of the touchdown alone.
 * @param large the league's rows and cards are not all here: points can be told, ranks not
 */
export function touchdownSwings(input: FieldInput, n: number, large: boolean): Swing[] {
  const { scope, day, state } = input;
  const table = state.scopes[scope];
  if (!table.has(n)) return [];
  const { engine, members } = fieldOf(input, large ? [n] : undefined);
  // where the cards do not yet give the table as it stands, its ranks can't be told either
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
