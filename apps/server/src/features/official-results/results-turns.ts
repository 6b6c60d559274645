import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { z } from 'zod';
import { CONFIG, type Config } from '../../config/config.js';
import { Bus, SLATE_CHANNEL } from '../../platform/bus/bus.js';
import { Tickers } from '../../platform/work/tickers.js';
import { ForcedJokersService } from '../cards/forced-jokers.service.js';
import { MovedGames } from '../moves/moved-games.service.js';
import { ScoresService } from './scores.service.js';
import { WeekReviewService } from './week-review.service.js';

/** Name of the ticker that keeps results up to date. */
export const RESULTS_TICKER = 'keep-results';
const EVERY_MS = 10_000;
/** Events that arrive within this time are processed together (ms). */
const GATHER_MS = 300;
const noticeSchema = z.object({ events: z.array(z.object({ body: z.object({ kind: z.string() }) })) });
/** If the log grows faster than results are computed, confirming waits for the next turn. */
const TRIES = 3;

/**
 * Keeps results up to date: at each tick, and soon after the log has grown (ticks alone are enough; the bus makes it
 * faster). Cards wait for the tick: before a deadline hundreds are saved in a second, each of them would have a week of all players
 * computed again, and an open pick changes no result. One turn runs at a time on a worker; calls during a turn share the next one.
 */
@Injectable()
export class ResultsTurns implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(ResultsTurns.name);
  private unsubscribe: (() => Promise<void>) | null = null;
  private gathering: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;
  private stopped = false;

  constructor(
    private readonly jokers: ForcedJokersService,
    private readonly scores: ScoresService,
    private readonly weeks: WeekReviewService,
    private readonly moves: MovedGames,
    private readonly bus: Bus,
    @Inject(CONFIG) private readonly config: Config,
    tickers: Tickers,
  ) {
    tickers.register({ name: RESULTS_TICKER, everyMs: EVERY_MS, run: () => this.run() });
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'web') return;
    this.unsubscribe = await this.bus.subscribe(SLATE_CHANNEL, (message) => {
      if (!hasOnlyCards(message)) this.gather();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.unsubscribe?.();
    if (this.gathering !== null) clearTimeout(this.gathering);
    this.stopped = true;
    await Promise.allSettled([this.running, this.next]);
  }

  /** Resolves when everything that happened before the call is included in the results. */
  run(): Promise<void> {
    if (this.running === null) return this.begin();
    this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return this.begin();
      });
    return this.next;
  }

  private gather(): void {
    this.gathering ??= setTimeout(() => {
      this.gathering = null;
      this.run().catch((error: unknown) =>
        this.logger.warn(`results wait for the next tick: ${String(error)}`),
      );
    }, GATHER_MS);
  }

  private begin(): Promise<void> {
    if (this.stopped) return Promise.resolve();
    this.running = this.work().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async work(): Promise<void> {
    await this.moves.report();
    await this.jokers.play();
    for (let i = 0; i < TRIES; i += 1) {
      await this.scores.update();
      if (await this.weeks.review()) return;
    }
  }
}

/** Returns true for a notice of saved cards and nothing else. Without its events it may be about anything. */
function hasOnlyCards(message: string): boolean {
  const { data } = noticeSchema.safeParse(JSON.parse(message));
  return (
    data !== undefined && data.events.length > 0 && data.events.every(({ body }) => body.kind === 'card')
  );
}
