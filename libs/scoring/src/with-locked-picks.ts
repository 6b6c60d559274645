import type { CardPicks, Side } from './types.js';

/**
 * Returns the card to store: new picks for open games, stored picks for locked ones (a locked game without a
 * pick stays without). Banker and joker are the new ones, because `validateCard` refuses forbidden changes.
 */
export function withLockedPicks(
  card: CardPicks,
  stored: CardPicks | null,
  locked: ReadonlySet<string>,
): CardPicks {
  const picks: [string, Side][] = [];
  for (const [id, side] of Object.entries(card.picks)) if (!locked.has(id)) picks.push([id, side]);
  for (const [id, side] of Object.entries(stored?.picks ?? {})) if (locked.has(id)) picks.push([id, side]);
  return { picks: Object.fromEntries(picks), banker: card.banker, joker: card.joker };
}
