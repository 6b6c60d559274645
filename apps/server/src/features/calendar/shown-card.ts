import type { CardPicks, Side } from '@sunday-live/scoring';

/** What others may see of a card: picks of these games, the banker among them, the joker once its banker shows. */
export function shownCard(card: CardPicks, shown: ReadonlySet<string>): CardPicks {
  const picks: Record<string, Side> = {};
  for (const [id, side] of Object.entries(card.picks)) if (shown.has(id)) picks[id] = side;
  const banker = card.banker !== null && shown.has(card.banker) ? card.banker : null;
  return { picks, banker, joker: banker !== null && card.joker };
}
