import type { CardPicks, Side } from '@sunday-live/scoring';

/**
 * Returns the part of a card that others may see: picks of these games, the banker if it is among them, and the joker
 * with its banker.
 */
export function shownCard(card: CardPicks, shown: ReadonlySet<string>): CardPicks {
  const picks: Record<string, Side> = {};
  for (const [id, side] of Object.entries(card.picks)) if (shown.has(id)) picks[id] = side;
  const banker = card.banker !== null && shown.has(card.banker) ? card.banker : null;
  return { picks, banker, joker: banker !== null && card.joker };
}
