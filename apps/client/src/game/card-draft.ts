import type { Game, Side } from '@sunday-live/contract';
import { type CardPicks, withLockedPicks } from '@sunday-live/scoring';

/** The stored card on which a draft is based. */
export interface SavedCard extends CardPicks {
  /** 0: there was none. */
  readonly version: number;
}

/** A card that is not saved. Drafts of earlier versions of the app lack their base. */
export interface Draft extends CardPicks {
  readonly base?: SavedCard | undefined;
  /**
   * The picked teams by game: a pick follows its team when home and away are exchanged before the save (rule
   * S26).
   */
  readonly teams?: Readonly<Record<string, string>> | undefined;
}

/** Returns the teams that a card picks, by game. */
export function teamsOf({ picks }: CardPicks, games: readonly Game[]): Record<string, string> {
  return Object.fromEntries(
    games.flatMap((game) => {
      const side = picks[game.id];
      return side === undefined ? [] : [[game.id, game[side]]];
    }),
  );
}

/** Returns a draft with its picks on the sides where their teams play now. */
export function facing(draft: Draft | null, games: readonly Game[]): Draft | null {
  const turned = games.filter(({ id, away, home }) => {
    const team = draft?.teams?.[id];
    return draft !== null && team === { away: home, home: away }[draft.picks[id] ?? 'away'];
  });
  if (draft === null || turned.length === 0) return draft;
  const sides = turned.map(({ id }) => [id, draft.picks[id] === 'home' ? 'away' : 'home'] as const);
  return { ...draft, picks: { ...draft.picks, ...Object.fromEntries(sides) } };
}

/** Returns the part of a card that a draft keeps as its base. */
export function baseOf({ picks, banker, joker, version }: SavedCard): SavedCard {
  return { picks, banker, joker, version };
}

/** Returns the card with a side picked. A banker whose road team is no longer picked is removed. */
export function withPick(card: CardPicks, game: string, side: Side): CardPicks {
  const banker = card.banker === game && side === 'home' ? null : card.banker;
  return { ...card, picks: { ...card.picks, [game]: side }, banker };
}

/**
 * Returns the card with the road team of a game picked and as its banker; without a banker when it was there
 * already.
 */
export function withBanker(card: CardPicks, game: string): CardPicks {
  if (card.banker === game) return { ...card, banker: null };
  return { ...card, picks: { ...card.picks, [game]: 'away' }, banker: game };
}

/**
 * Returns the card with every open game picked by `choose`; null keeps the pick. A banker whose road team is
 * no longer picked is removed.
 */
export function withAll(
  card: CardPicks,
  games: readonly Game[],
  locked: ReadonlySet<string>,
  choose: (game: Game) => Side | null,
): CardPicks {
  return games
    .filter((game) => !locked.has(game.id) && game.state !== 'off')
    .reduce((next, game) => {
      const side = choose(game);
      return side === null ? next : withPick(next, game.id, side);
    }, card);
}

/** Returns the card without everything that can still change. */
export function cleared(card: CardPicks, locked: ReadonlySet<string>): CardPicks {
  const bankerLocked = card.banker !== null && locked.has(card.banker);
  return {
    picks: Object.fromEntries(Object.entries(card.picks).filter(([game]) => locked.has(game))),
    banker: bankerLocked ? card.banker : null,
    joker: bankerLocked && card.joker,
  };
}

/** Returns whether two cards are equal, in any order of picks. */
export function sameCard(a: CardPicks, b: CardPicks): boolean {
  const games = Object.keys(a.picks);
  return (
    a.banker === b.banker &&
    a.joker === b.joker &&
    games.length === Object.keys(b.picks).length &&
    games.every((game) => a.picks[game] === b.picks[game])
  );
}

/** Returns whether a stored value is a draft or null. */
export function isDraft(value: unknown): value is Draft | null {
  if (value === null) return true;
  if (!isCard(value)) return false;
  const { base, teams } = value as Partial<Record<keyof Draft, unknown>>;
  const known =
    base === undefined ||
    (isCard(base) && Number.isInteger((base as Partial<Record<keyof SavedCard, unknown>>).version));
  return known && (teams === undefined || isTexts(teams));
}

function isTexts(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((team) => typeof team === 'string')
  );
}

function isCard(value: unknown): value is CardPicks {
  if (typeof value !== 'object' || value === null) return false;
  const { picks, banker, joker } = value as Partial<Record<keyof CardPicks, unknown>>;
  return (
    typeof picks === 'object' &&
    picks !== null &&
    Object.values(picks).every((side) => side === 'home' || side === 'away') &&
    (banker === null || typeof banker === 'string') &&
    typeof joker === 'boolean'
  );
}

/** Returns a card without picks of games that have left the week. */
export function ofGames(card: CardPicks, games: readonly Game[]): CardPicks {
  const known = new Set(games.map((game) => game.id));
  return {
    picks: Object.fromEntries(Object.entries(card.picks).filter(([game]) => known.has(game))),
    banker: card.banker !== null && known.has(card.banker) ? card.banker : null,
    joker: card.joker,
  };
}

/** Returns the card to show: the draft where it can still be saved, the server's card where it is locked. */
export function shownCard(
  draft: CardPicks | null,
  stored: CardPicks,
  games: readonly Game[],
  locked: ReadonlySet<string>,
): CardPicks {
  if (!draft || games.every((game) => locked.has(game.id))) return stored;
  const card = withLockedPicks(ofGames(draft, games), stored, locked);
  if (isFixed(stored.banker, locked)) return { ...card, banker: stored.banker, joker: stored.joker };
  return isFixed(card.banker, locked) ? { ...card, banker: stored.banker } : card;
}

/** Returns whether a banker's game is locked. */
export function isFixed(banker: string | null, locked: ReadonlySet<string>): boolean {
  return banker !== null && locked.has(banker);
}

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
