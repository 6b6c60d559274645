import type { Game, Side } from '@sunday-live/contract';
import type { CardPicks } from '@sunday-live/scoring';
import type { SavedCard } from '../../../game/card-draft.js';

/** Which card a difference takes: the one of this page, or the one saved elsewhere. */
export type Choice = 'here' | 'there';

/** A difference between two cards in one game, the banker or the joker. */
export type Difference = {
  /** A game's id, `banker` or `joker`. */
  readonly id: string;
  /** The preselected card: this page's where something was chosen here, otherwise the other. */
  readonly first: Choice;
} & (
  | { readonly what: 'pick'; readonly game: Game; readonly here: Side | null; readonly there: Side | null }
  | { readonly what: 'banker'; readonly here: Game | null; readonly there: Game | null }
  | { readonly what: 'joker'; readonly here: boolean; readonly there: boolean }
);

/**
 * Returns the differences between the card here and the one that was saved elsewhere, in the order of the
 * games.
 * @param base the card from which the one here was made; undefined: not known
 */
export function differences(
  here: CardPicks,
  there: CardPicks,
  base: SavedCard | undefined,
  games: readonly Game[],
): Difference[] {
  const found: Difference[] = games.flatMap((game): Difference[] => {
    const [mine, theirs] = [here.picks[game.id] ?? null, there.picks[game.id] ?? null];
    if (mine === theirs) return [];
    const chosen = mine !== null && mine !== base?.picks[game.id];
    return [{ what: 'pick', id: game.id, game, here: mine, there: theirs, first: chosen ? 'here' : 'there' }];
  });
  const gameOf = (id: string | null) => games.find((game) => game.id === id) ?? null;
  if (here.banker !== there.banker) {
    const chosen = here.banker !== null && here.banker !== base?.banker;
    const first = chosen ? 'here' : 'there';
    found.push({
      what: 'banker',
      id: 'banker',
      here: gameOf(here.banker),
      there: gameOf(there.banker),
      first,
    });
  }
  if (here.joker !== there.joker) {
    const first = here.joker === base?.joker ? 'there' : 'here';
    found.push({ what: 'joker', id: 'joker', here: here.joker, there: there.joker, first });
  }
  return found;
}

/** Merges two cards by the choices; where there is none, by the preselection. */
export function merged(
  here: CardPicks,
  there: CardPicks,
  found: readonly Difference[],
  choices: ReadonlyMap<string, Choice>,
): CardPicks {
  const picks = { ...here.picks };
  let { banker, joker } = here;
  for (const difference of found) {
    const { id, first } = difference;
    if ((choices.get(id) ?? first) === 'here') continue;
    if (difference.what === 'banker') banker = there.banker;
    else if (difference.what === 'joker') joker = there.joker;
    else if (difference.there === null) delete picks[id];
    else picks[id] = difference.there;
  }
  return { picks, banker, joker };
}

/** Returns the games with newer versions from the stream. */
export function newest(games: readonly Game[], live: ReadonlyMap<string, Game>): readonly Game[] {
  const newer = (game: Game) => {
    const streamed = live.get(game.id);
    return streamed !== undefined && streamed.rev > game.rev ? streamed : game;
  };
  return games.some((game) => newer(game) !== game) ? games.map(newer) : games;
}
