import type { CardPicks, GameState } from './types.js';

/**
 * The progress of a card. A card is complete when nothing is missing; that can change without a save, when a
 * game joins the week or is called on again.
 */
export interface CardProgress {
  /** Number of picks in games that are not called off. */
  readonly picked: number;
  /** Number of games of the week that are not called off. */
  readonly games: number;
  /** Ids of the open games without a pick, in the order of the games. */
  readonly missing: readonly string[];
}

/**
 * Computes the progress of a card (rule S16). A stored card may be incomplete.
 * @param card null: no card is stored
 * @param games all games of the card's week
 * @param locked ids of the games that cannot change any more; they are never missing
 */
export function cardProgress(
  card: Pick<CardPicks, 'picks'> | null,
  games: Iterable<Pick<GameState, 'id' | 'state'>>,
  locked: ReadonlySet<string>,
): CardProgress {
  const picks = card?.picks ?? {};
  const missing: string[] = [];
  let [picked, wanted] = [0, 0];
  for (const { id, state } of games) {
    if (state === 'off') continue;
    wanted += 1;
    if (Object.hasOwn(picks, id)) picked += 1;
    else if (!locked.has(id)) missing.push(id);
  }
  return { picked, games: wanted, missing };
}
