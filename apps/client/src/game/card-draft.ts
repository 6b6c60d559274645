import type { Game, Side } from '@sunday-live/contract';
import { type CardPicks, withLockedPicks } from '@sunday-live/scoring';

/** A stored card as a draft was begun from it. */
export interface SavedCard extends CardPicks {
  /** 0: there was none. */
  readonly version: number;
}

/** A card that is not saved. Drafts of earlier versions of the app do not know from which card they were made. */
export interface Draft extends CardPicks {
  readonly base?: SavedCard | undefined;
  /** The picked teams by game: a pick names a team, also when home and away are exchanged before it is saved (rule S26). */
  readonly teams?: Readonly<Record<string, string>> | undefined;
}

/** The teams that a card picks. */
export function teamsOf({ picks }: CardPicks, games: readonly Game[]): Record<string, string> {
  return Object.fromEntries(
    games.flatMap((game) => {
      const side = picks[game.id];
      return side === undefined ? [] : [[game.id, game[side]]];
    }),
  );
}

/** A draft with the sides on which its teams play now. */
export function facing(draft: Draft | null, games: readonly Game[]): Draft | null {
  const turned = games.filter(({ id, away, home }) => {
    const team = draft?.teams?.[id];
    return draft !== null && team === { away: home, home: away }[draft.picks[id] ?? 'away'];
  });
  if (draft === null || turned.length === 0) return draft;
  const sides = turned.map(({ id }) => [id, draft.picks[id] === 'home' ? 'away' : 'home'] as const);
  return { ...draft, picks: { ...draft.picks, ...Object.fromEntries(sides) } };
}

/** What a draft remembers of the card that it is made from. */
export function baseOf({ picks, banker, joker, version }: SavedCard): SavedCard {
  return { picks, banker, joker, version };
}

/** The card with a side picked. A banker whose road team is no longer picked is no banker any more. */
export function withPick(card: CardPicks, game: string, side: Side): CardPicks {
  const banker = card.banker === game && side === 'home' ? null : card.banker;
  return { ...card, picks: { ...card.picks, [game]: side }, banker };
}

/** The card with the road team of a game as its banker, and picked; or without a banker when it was there already. */
export function withBanker(card: CardPicks, game: string): CardPicks {
  if (card.banker === game) return { ...card, banker: null };
  return { ...card, picks: { ...card.picks, [game]: 'away' }, banker: game };
}

/**
 * The card with every open game picked as `choose` says; where it has no answer the pick stays. The banker goes when its
 * road team is no longer picked.
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

/** The card without anything that can still be changed. */
export function cleared(card: CardPicks, locked: ReadonlySet<string>): CardPicks {
  const bankerLocked = card.banker !== null && locked.has(card.banker);
  return {
    picks: Object.fromEntries(Object.entries(card.picks).filter(([game]) => locked.has(game))),
    banker: bankerLocked ? card.banker : null,
    joker: bankerLocked && card.joker,
  };
}

/** Whether two cards say the same, in whatever order they were picked. */
export function sameCard(a: CardPicks, b: CardPicks): boolean {
  const games = Object.keys(a.picks);
  return (
    a.banker === b.banker &&
    a.joker === b.joker &&
    games.length === Object.keys(b.picks).length &&
    games.every((game) => a.picks[game] === b.picks[game])
  );
}

/** What the browser has kept is a draft, or nothing. */
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

/** A draft without picks of games that have left the week, as flexed games do. */
export function ofGames(card: CardPicks, games: readonly Game[]): CardPicks {
  const known = new Set(games.map((game) => game.id));
  return {
    picks: Object.fromEntries(Object.entries(card.picks).filter(([game]) => known.has(game))),
    banker: card.banker !== null && known.has(card.banker) ? card.banker : null,
    joker: card.joker,
  };
}

/** The card to show: the draft where it can still be saved, what the server has where it is locked. */
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

/** Whether a banker lies on a game that is locked. */
export function isFixed(banker: string | null, locked: ReadonlySet<string>): boolean {
  return banker !== null && locked.has(banker);
}
