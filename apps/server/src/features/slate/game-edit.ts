import type { Cause, Game } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { causeOfScore } from './cause.js';
import type { GameStore } from './game.sql.js';
import { causeOfMove } from './game-change.js';
import { gamesEvent } from './games-event.js';
import type { GameObservation } from './observation.js';
import type { LogWriter } from './slate-log.js';
import { type StoredGame, toGame } from './stored-game.js';

/** What an edit is made of: a game, read while the transaction holds the log's lock. */
export interface EditedGame {
  readonly tx: EntityManager;
  readonly log: LogWriter;
  readonly games: GameStore;
  readonly stored: StoredGame;
  /** Cause of the game's last change of score. */
  readonly previous: Cause | null;
  /** The database's clock. */
  readonly now: Date;
}

/** A game while a transaction changes it by hand, step by step. Each step that players see is one event on the log. */
export class GameEdit {
  readonly tx: EntityManager;
  readonly now: Date;
  private row: StoredGame;
  private previous: Cause | null;

  constructor(private readonly edited: EditedGame) {
    this.tx = edited.tx;
    this.now = edited.now;
    this.row = edited.stored;
    this.previous = edited.previous;
  }

  /** The game after the steps so far. */
  get stored(): StoredGame {
    return this.row;
  }

  /** The game after the steps so far, as players see it. */
  get game(): Game {
    return toGame(this.row);
  }

  /**
   * Stores the game and appends its event, if players see a difference.
   * @param said what two points were, where somebody knows
   */
  async store(after: StoredGame, said?: GameObservation['twoPoints']): Promise<void> {
    const before = this.row;
    const unchanged = { rev: 0, situation_at: new Date(0) };
    if (JSON.stringify({ ...before, ...unchanged }) === JSON.stringify({ ...after, ...unchanged })) return;
    const { tx, log, games } = this.edited;
    await games.saveGames(tx, [after]);
    const cause = causeOf(toGame(before), toGame(after), said, this.previous);
    await log.append([gamesEvent([{ row: after, before }], cause ?? undefined)]);
    this.row = after;
    this.previous = cause ?? this.previous;
  }
}

function causeOf(
  before: Game,
  after: Game,
  said: GameObservation['twoPoints'],
  previous: Cause | null,
): Cause | null {
  const scored = before.awayScore !== after.awayScore || before.homeScore !== after.homeScore;
  if (before.state !== after.state) {
    // a game that was over continues: nobody kicks off again
    if (before.state === 'post') return { game: after.id, kind: 'correction' };
    const move = causeOfMove(before, after);
    return move ?? (scored ? { game: after.id, kind: 'correction' } : null);
  }
  if (!scored) return null;
  if (after.state === 'in') return causeOfScore(after, before, after, said, previous);
  return { game: after.id, kind: 'correction' };
}
