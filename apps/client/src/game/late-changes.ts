import type { Game } from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import { type Draft, isFixed, sameCard } from './card-draft.js';

/** A change of a draft that locked before it was saved. Teams by abbreviation; null: none. */
export interface LateChange {
  readonly what: 'pick' | 'banker' | 'joker';
  /** The pick or banker that was not saved in time. */
  readonly wanted: string | null;
  /** The one that counts instead. */
  readonly counts: string | null;
}

/**
 * Returns the changes of a draft that locked before they were saved. Only differences to the draft's base
 * count as changes.
 */
export function lateChanges(
  draft: Draft | null,
  stored: CardPicks,
  games: readonly Game[],
  locked: ReadonlySet<string>,
): LateChange[] {
  if (draft === null) return [];
  const { base } = draft;
  const picks = games.flatMap((game): LateChange[] => {
    const side = draft.picks[game.id];
    const counts = stored.picks[game.id];
    if (side === undefined || side === counts || !locked.has(game.id)) return [];
    if (base !== undefined && base.picks[game.id] === side) return [];
    return [{ what: 'pick', wanted: game[side], counts: counts === undefined ? null : game[counts] }];
  });
  const roadTeam = (id: string | null) => games.find((game) => game.id === id)?.away ?? null;
  const moved = draft.banker !== stored.banker && draft.banker !== base?.banker;
  const banker: LateChange[] =
    moved && (isFixed(stored.banker, locked) || isFixed(draft.banker, locked))
      ? [{ what: 'banker', wanted: roadTeam(draft.banker), counts: roadTeam(stored.banker) }]
      : [];
  const joker: LateChange[] =
    draft.joker !== stored.joker && draft.joker !== base?.joker && isFixed(stored.banker, locked)
      ? [{ what: 'joker', wanted: null, counts: null }]
      : [];
  return [...picks, ...banker, ...joker];
}

/** Returns the draft without its late changes; null when nothing else is in it. */
export function withoutLate(draft: Draft, stored: CardPicks, locked: ReadonlySet<string>): Draft | null {
  const open = Object.entries(draft.picks).filter(([id]) => !locked.has(id));
  const kept = Object.entries(stored.picks).filter(([id]) => locked.has(id));
  const fixed = isFixed(stored.banker, locked);
  const card = {
    picks: Object.fromEntries([...open, ...kept]),
    banker: fixed || isFixed(draft.banker, locked) ? stored.banker : draft.banker,
    joker: fixed ? stored.joker : draft.joker,
  };
  return sameCard(card, stored) ? null : { ...card, base: draft.base };
}

/**
 * Describes late changes, one sentence each; one for all when there never was a card and never will be.
 * @param locked ids of the games that cannot change any more
 */
export function lateWords(
  changes: readonly LateChange[],
  version: number,
  games: readonly Game[],
  locked: ReadonlySet<string>,
): string[] {
  const over = games.every(({ id, state }) => locked.has(id) || state === 'off');
  if (changes.length > 0 && version === 0 && over) return ['Your card was not saved in time.'];
  return changes.map(({ what, wanted, counts }) => {
    if (what === 'joker') return 'Your change of the joker was not saved in time.';
    if (what === 'pick') {
      const instead = counts === null ? 'the game stays without a pick' : `${counts} counts`;
      return `Your change to ${wanted} was not saved in time: ${instead}.`;
    }
    const instead = counts === null ? 'you have no banker' : `${counts} is your banker`;
    const change = wanted === null ? 'Removing your banker' : `Your banker ${wanted}`;
    return `${change} was not saved in time: ${instead}.`;
  });
}
