import type { MyCards, Season } from '@sunday-live/contract';

/** Notices about a card that changed without its player. */
export interface CardNews {
  readonly week: number;
  readonly messages: readonly string[];
}

/**
 * Returns the notices about cards of weeks that are not over: games that have left the week, and a banker or
 * joker that must be chosen again because another week has used it.
 */
export function newsOfCards({ cards }: MyCards, { weeks }: Pick<Season, 'weeks'>): CardNews[] {
  const over = new Set(weeks.filter(({ state }) => state === 'done').map(({ week }) => week));
  return cards
    .filter(({ week }) => !over.has(week))
    .map(({ week, problems = [] }) => ({ week, messages: problems.map(({ message }) => message) }))
    .filter(({ messages }) => messages.length > 0);
}
