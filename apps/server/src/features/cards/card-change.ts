import type { CardPicks } from '@sunday-live/scoring';

const NO_CARD: CardPicks = { picks: {}, banker: null, joker: false };

/**
 * Returns the ids of games whose pick, banker or joker (which counts for the banker's game) differs between two cards.
 */
export function changedGames(before: CardPicks | null, after: CardPicks): Set<string> {
  const old = before ?? NO_CARD;
  const ids = new Set([...Object.keys(old.picks), ...Object.keys(after.picks)]);
  const changed = new Set([...ids].filter((id) => old.picks[id] !== after.picks[id]));
  if (old.banker !== after.banker || old.joker !== after.joker) {
    for (const banker of [old.banker, after.banker]) if (banker !== null) changed.add(banker);
  }
  return changed;
}

/** Returns true when both cards have the same picks, banker and joker. */
export function sameCard(a: CardPicks, b: CardPicks): boolean {
  return a.joker === b.joker && a.banker === b.banker && changedGames(a, b).size === 0;
}
