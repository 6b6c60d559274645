import type { Game, Side } from '@sunday-live/contract';
import { type CardPicks, withLockedPicks } from '@sunday-live/scoring';

/** The card with a side picked. A banker whose road team is no longer picked is no banker any more. */
export function withPick(card: CardPicks, game: string, side: Side): CardPicks {
  const banker = card.banker === game && side === 'home' ? null : card.banker;
  return { ...card, picks: { ...card.picks, [game]: side }, banker };
}

/** The card with its banker on a game, or without one when it was there already. */
export function withBanker(card: CardPicks, game: string): CardPicks {
  return { ...card, banker: card.banker === game ? null : game };
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

/** What the browser has kept is a draft of these games, or nothing. */
export function isDraft(value: unknown): value is CardPicks | null {
  if (value === null) return true;
  if (typeof value !== 'object') return false;
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
  const fixed = stored.banker !== null && locked.has(stored.banker);
  return fixed ? { ...card, banker: stored.banker, joker: stored.joker } : card;
}
