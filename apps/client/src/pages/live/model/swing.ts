/** The effect on a player of one team's touchdown with its extra point. */
export interface Swing {
  readonly game: string;
  readonly team: string;
  readonly pointsChange: number;
  /** null: the rank is unknown, because the others' cards are not loaded. */
  readonly rank: number | null;
  /** Places gained; negative: lost. 0 where `rank` is null. */
  readonly placesGained: number;
}

/** Returns a positive number when the touchdown helps, a negative one when it hurts. */
export function swingEffect(swing: Swing): number {
  return swing.placesGained || swing.pointsChange;
}
