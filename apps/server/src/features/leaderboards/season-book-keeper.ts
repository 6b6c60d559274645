import { Injectable } from '@nestjs/common';
import { SlateLog, type Stream } from '../slate/slate-log.js';
import { followLog } from './follow-log.js';
import { type LoadedBook, SeasonBookLoader } from './season-book-loader.js';

const PAGE = 1000;
/** Further behind, reading anew is quicker. */
const MAX_BEHIND = 5000;

/** Keeps the season's book of this node: read when first asked for, then followed along the log whenever asked. */
@Injectable()
export class SeasonBookKeeper {
  private loaded: LoadedBook | null = null;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: SlateLog,
    private readonly loader: SeasonBookLoader,
  ) {}

  /** The book at this position of the log or later; null before the feed was ever read. */
  at(position: Pick<Stream, 'epoch' | 'head'>): Promise<LoadedBook | null> {
    const mine = this.turn.then(() => this.bring(position));
    this.turn = mine.catch(() => undefined);
    return mine;
  }

  private async bring({ epoch, head }: Pick<Stream, 'epoch' | 'head'>): Promise<LoadedBook | null> {
    const { loaded } = this;
    if (loaded !== null && loaded.epoch === epoch && loaded.seq >= head) return loaded;
    if (loaded === null || !(await this.follow(loaded, epoch, head))) this.loaded = await this.loader.load();
    return this.loaded;
  }

  /** @returns false when the book must be read anew */
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
