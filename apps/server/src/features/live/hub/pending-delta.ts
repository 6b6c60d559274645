import type { Cause, Game } from '@sunday-live/contract';
import type { Folded } from '../../projection/fold-event.js';
import type { SlateEvent } from '../../slate/slate-event.js';

/** Changes that were folded but not yet sent to a league. */
export class PendingDelta {
  isEmpty = true;
  /** ISO time of the newest event. */
  at = '';
  cause: Cause | null = null;
  /** True when the visible part of other players' cards may have changed. */
  cards = false;
  readonly games = new Map<string, Game>();
  /** Numbers of players who are new or displayed differently. */
  readonly players = new Set<number>();

  /** @param concerns returns true for players of the league */
  note(event: SlateEvent, folded: Folded, concerns: (n: number) => boolean): void {
    this.isEmpty = false;
    this.at = event.at;
    this.cause = folded.cause ?? this.cause;
    this.cards ||= folded.cards && (event.body.kind !== 'card' || folded.players.some(concerns));
    for (const game of folded.games) this.games.set(game.id, game);
    for (const n of folded.players) if (concerns(n)) this.players.add(n);
  }

  /** Marks everything as possibly changed. */
  everything(games: Iterable<Game>, players: Iterable<number>, at: string, cause: Cause | null): void {
    this.isEmpty = false;
    this.at = at;
    this.cause = cause;
    this.cards = true;
    for (const game of games) this.games.set(game.id, game);
    for (const n of players) this.players.add(n);
  }
}
