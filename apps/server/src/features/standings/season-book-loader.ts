import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { eachCard, eachPlayer, SeasonSlots } from '../slate/season-slots.js';
import { picksShown } from '../slate/shown-picks.js';
import type { EventPlayer } from '../slate/slate-event.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import type { SeasonKey } from '../slate/week-key.js';
import { SeasonBook } from './season-book.js';

/** A book, and the position of the log up to which it is written. */
export interface LoadedBook {
  readonly book: SeasonBook;
  readonly season: number;
  readonly seasonType: number;
  readonly epoch: string;
  seq: number;
}

/** Factor of capacity for players who sign up before the book is loaded again. */
const SPARE = 1.25;
const SPARE_PLAYERS = 256;

/** Loads a season's book from PostgreSQL, as of one position of the log. */
@Injectable()
export class SeasonBookLoader {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
  ) {}

  /** Loads the book of a season, by default the current one; null before the feed was read for the first time. */
  async load(wanted: SeasonKey | null = null): Promise<LoadedBook | null> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const { epoch, head } = await this.log.stream(tx);
      const state = wanted ?? (await this.reader.season(tx));
      if (state === null) return null;
      const players: EventPlayer[] = [];
      await eachPlayer(tx, (player) => players.push(player));
      const book = new SeasonBook(Math.ceil(players.length * SPARE) + SPARE_PLAYERS);
      for (const { games } of await this.reader.weeks(state, tx)) {
        for (const game of games) {
          book.setGame(toGame(game));
          if (picksShown(game)) book.lock([game.id]);
        }
      }
      for (const player of players) book.setPlayer(player);
      await this.loadCards(tx, state, book);
      const { season, seasonType } = state;
      return { book, season, seasonType, epoch, seq: head };
    });
  }

  private async loadCards(tx: EntityManager, state: SeasonKey, book: SeasonBook): Promise<void> {
    const slots = await SeasonSlots.of(tx, state);
    for (const week of slots.numbers) {
      book.setSlots(week, slots.week(week));
      await eachCard(tx, { ...state, week }, (n, card) => book.setCardBits(n, week, card));
    }
  }
}
