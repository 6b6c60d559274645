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
