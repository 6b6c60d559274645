import type { CardPicks } from '@sunday-live/scoring';

const NO_CARD: CardPicks = { picks: {}, banker: null, joker: false };

/** Ids of the games that one card treats otherwise than the other: their pick, their banker, the joker on their banker. */
export function changedGames(before: CardPicks | null, after: CardPicks): Set<string> {
  const old = before ?? NO_CARD;
  const ids = new Set([...Object.keys(old.picks), ...Object.keys(after.picks)]);
  const changed = new Set([...ids].filter((id) => old.picks[id] !== after.picks[id]));
  if (old.banker !== after.banker || old.joker !== after.joker) {
    for (const banker of [old.banker, after.banker]) if (banker !== null) changed.add(banker);
  }
  return changed;
}

/** True when both say the same. */
export function sameCard(a: CardPicks, b: CardPicks): boolean {
  return a.joker === b.joker && a.banker === b.banker && changedGames(a, b).size === 0;
}
