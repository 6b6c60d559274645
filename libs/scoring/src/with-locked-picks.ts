import type { CardPicks, Side } from './types.js';

/**
 * The card to store: what was handed in for open games, what was stored for locked ones (a locked game without a pick
 * stays without). Banker and joker are as handed in, for `validateCard` refuses those that may not change.
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
