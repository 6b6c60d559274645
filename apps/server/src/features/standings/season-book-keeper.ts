import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { BoundedMap } from '../../platform/cache/caches.js';
import { gameMoves, teamsChanged } from '../slate/game-moves.js';
import { eachCard, eachPlayer, SeasonSlots } from '../slate/season-slots.js';
import { picksShown } from '../slate/shown-picks.js';
import type { EventPlayer, SlateEvent } from '../slate/slate-event.js';
import { SlateLog, type Stream } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import type { SeasonKey } from '../slate/week-key.js';
import { SeasonBook } from './season-book.js';

/** A book, and the position of the log up to which it is written. */
interface LoadedBook {
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

/**
 * Writes the next event of the log into the book; its position moves once the event is written.
 * @returns false when the book must be loaded again: another season, a game in another week or with other teams or
 * sides, a player who does not fit, an event that cannot be read or written
 */
function followLog(loaded: LoadedBook, event: SlateEvent): boolean {
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

type Position = Pick<Stream, 'epoch' | 'head'>;

const PAGE = 1000;
/** If the book is further behind than this, loading it again is faster than following the log. */
const MAX_BEHIND = 5000;
/** Cache size: books of past seasons kept in memory. */
const CACHE_SIZE = 4;

/** Keeps this node's books of seasons. A book is loaded at the first request, and follows the log at each later one. */
@Injectable()
export class SeasonBookKeeper {
  private readonly current: CachedBook;
  private readonly others = new BoundedMap<string, CachedBook>({ entries: CACHE_SIZE });

  constructor(
    private readonly log: SlateLog,
    private readonly loader: SeasonBookLoader,
  ) {
    this.current = new CachedBook(log, () => loader.load());
  }

  /**
   * Returns the current season's book at this position of the log or later; null before the feed was read for the first
   * time.
   */
  at(position: Position): Promise<LoadedBook | null> {
    return this.current.at(position);
  }

  /** Returns the book of any season at this position of the log or later. */
  async of(season: SeasonKey, position: Position): Promise<LoadedBook | null> {
    const current = await this.at(position);
    if (current?.season === season.season && current.seasonType === season.seasonType) return current;
    const key = `${season.season}/${season.seasonType}`;
    const book = this.others.get(key) ?? new CachedBook(this.log, () => this.loader.load(season));
    this.others.set(key, book);
    return book.at(position);
  }
}

/** One book; requests for it run one after the other. */
class CachedBook {
  private loaded: LoadedBook | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: SlateLog,
    private readonly load: () => Promise<LoadedBook | null>,
  ) {}

  at(position: Position): Promise<LoadedBook | null> {
    const mine = this.turn.then(() => this.bring(position));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async bring({ epoch, head }: Position): Promise<LoadedBook | null> {
    const { loaded } = this;
    if (loaded !== null && loaded.epoch === epoch && loaded.seq >= head) return loaded;
    if (loaded !== null && (await this.follow(loaded, epoch, head))) return loaded;
    // drop the old book before loading the next one: if loading fails, the old book must not count as current
    this.loaded = null;
    this.loaded = await this.load();
    return this.loaded;
  }

  /** @returns false when the book must be loaded again */
  private async follow(loaded: LoadedBook, epoch: string, head: number): Promise<boolean> {
    if (loaded.epoch !== epoch || head - loaded.seq > MAX_BEHIND) return false;
    while (loaded.seq < head) {
      const events = await this.log.readAfter(epoch, loaded.seq, PAGE);
      if (events[0]?.seq !== loaded.seq + 1) return false;
      for (const event of events) if (!followLog(loaded, event)) return false;
    }
    return true;
  }
}
