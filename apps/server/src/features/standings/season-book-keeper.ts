import { Injectable } from '@nestjs/common';
import { BoundedMap } from '../../platform/cache/bounded-map.js';
import { SlateLog, type Stream } from '../slate/slate-log.js';
import type { SeasonKey } from '../slate/week-key.js';
import { followLog } from './follow-log.js';
import { type LoadedBook, SeasonBookLoader } from './season-book-loader.js';

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
