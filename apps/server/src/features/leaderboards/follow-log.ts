import type { SlateEvent } from '../slate/slate-event.js';
import type { LoadedBook } from './season-book-loader.js';

/**
 * Writes the next event of the log into the book.
 * @returns false when the book must be read anew: another season, a game in another week, a player who does not fit
 */
export function followLog(loaded: LoadedBook, { seq, season, week, body }: SlateEvent): boolean {
  loaded.seq = seq;
  const { book } = loaded;
  const here = (seasonType: number): boolean =>
    season === loaded.season && seasonType === loaded.seasonType && week !== null;
  switch (body.kind) {
    case 'games':
      if (!here(body.seasonType)) return body.before.every(({ id }) => book.game(id) === null);
      for (const game of body.games) {
        if ((book.game(game.id)?.week ?? game.week) !== game.week) return false;
        book.setGame(game);
      }
      return true;
    case 'card':
      return !here(body.seasonType) || week === null || book.setCard(body.player, week, body.card);
    case 'player':
      return book.setPlayer(body.player);
    case 'player-removed':
      book.removePlayer(body.player);
      return true;
    case 'week':
      return body.season === loaded.season && body.seasonType === loaded.seasonType;
    case 'lock':
      book.lock(body.games);
      return true;
    case 'results':
    case 'member':
    case 'member-left':
    case 'announcement':
      return true;
  }
}
