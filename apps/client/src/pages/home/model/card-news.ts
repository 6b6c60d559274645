import type { MyCards, Season } from '@sunday-live/contract';

/** Something that has happened to a card without its player. */
export interface CardNews {
  readonly week: number;
  readonly message: string;
}

/**
 * What a player has to know of cards whose week is not over: games that have left it, a banker or joker to choose again as another
 * week has used it up.
 */
export function newsOfCards({ cards }: MyCards, { weeks }: Pick<Season, 'weeks'>): CardNews[] {
  const over = new Set(weeks.filter(({ state }) => state === 'done').map(({ week }) => week));
  return cards
    .filter(({ week }) => !over.has(week))
    .flatMap(({ week, problems = [] }) => problems.map(({ message }) => ({ week, message })));
}
