import { gameMoves, teamsChanged } from '../slate/game-moves.js';
import type { SlateEvent } from '../slate/slate-event.js';
import type { LoadedBook } from './season-book-loader.js';

/**
 * Writes the next event of the log into the book; its position moves once the event is written.
 * @returns false when the book must be loaded again: another season, a game in another week or with other teams or
 * sides, a player who does not fit, an event that cannot be read or written
 */
export function followLog(loaded: LoadedBook, event: SlateEvent): boolean {
  try {
    if (!write(loaded, event)) return false;
  } catch {
    return false;
  }
  loaded.seq = event.seq;
  return true;
}

function write({ book, ...at }: LoadedBook, event: SlateEvent): boolean {
  const { season, week, body } = event;
  switch (body.kind) {
    case 'games':
      for (const move of gameMoves(event, body)) {
        const { game, now } = move;
        if (teamsChanged(move)) return false;
        const known = book.game(game.id);
        const ours = now.season === at.season && now.seasonType === at.seasonType;
        if (known !== null && (!ours || known.week !== now.week)) return false;
        if (ours) book.setGame(game);
      }
      return true;
    case 'card':
      return (
        season !== at.season ||
        body.seasonType !== at.seasonType ||
        week === null ||
        book.setCard(body.player, week, body.card)
      );
    case 'player':
      return book.setPlayer(body.player);
    case 'player-removed':
      book.removePlayer(body.player);
      return true;
    case 'week':
      return body.season === at.season && body.seasonType === at.seasonType;
    case 'unreadable':
      return !body.known;
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
