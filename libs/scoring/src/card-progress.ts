import type { CardPicks, GameState } from './types.js';

/** How far a card is. It is whole when nothing is missing, which may change without a save: games join a week, or are on again. */
export interface CardProgress {
  /** Picks of games that are not called off. */
  readonly picked: number;
  /** Games of the week that are not called off. */
  readonly games: number;
  /** Ids of the games that can still be picked and have no pick, in the order of the games. */
  readonly missing: readonly string[];
}

/**
 * How far a card is (rule S16). That a card is stored says nothing about it.
 * @param card null: none is stored
 * @param games all games of the card's week
 * @param locked ids of the games that cannot change any more: they are not missing
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
