import { getQueueToken } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type Type,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { PollingLoop, withTimeout } from '../async/polling-loop.js';
import { noteTick, silences, takeTurn } from './ticker.sql.js';
import { type JobHandler, workQueue } from './work-queue.js';

/**
 * The queue uses the machine's clock: a next tick this far ahead was set by a machine whose clock is ahead of this
 * one's.
 */
const FARTHEST_INTERVALS = 3;
/** BullMQ waits without limit for a store that is down. */
const STORE_LIMIT_MS = 2_000;

/**
 * Ensures that the queue has one job scheduler under its own name; any number of workers may call it. It creates the
 * scheduler again when the store has lost it, when its interval differs, when its next tick is too far ahead (a
 * worker with a wrong clock would otherwise stop all others for hours), and when it is `deaf`: it exists, but no tick
 * arrives.
 * @throws when the store does not answer
 */
export async function keepScheduler(queue: Queue, everyMs: number, deaf: boolean): Promise<void> {
  const id = queue.name;
  const found = await withTimeout(queue.getJobScheduler(id), STORE_LIMIT_MS);
  const isNear = (found?.next ?? 0) - Date.now() <= FARTHEST_INTERVALS * everyMs;
  if (found?.every === everyMs && isNear && !deaf) return;
  if (found && (deaf || !isNear)) await withTimeout(queue.removeJobScheduler(id), STORE_LIMIT_MS);
  await withTimeout(
    queue.upsertJobScheduler(
      id,
      { every: everyMs },
      { name: 'tick', opts: { removeOnComplete: true, removeOnFail: 20 } },
    ),
    STORE_LIMIT_MS,
  );
}

const WATCH_MS = 1_000;
const KEEP_MS = 3_000;
/** A queue is silent when no tick arrives for this many intervals, and at least this long. */
const SILENT_TICKS = 3;
const SILENT_MS = 3_000;
/** After this much more silence a scheduler that exists but does not tick is created again. */
const DEAF_MS = 10_000;

/** One run of a ticker. */
export interface Turn {
  /** What started the run: the queue's tick, or a watchdog because ticks are silent. */
  readonly source: 'queue' | 'watchdog';
  /** The next turn starts after about this time. */
  readonly windowMs: number;
}

/** Periodic work of one worker of the cluster. */
interface Ticker {
  /** Also the name of its queue, which its module imports by `tickerQueue`. */
  readonly name: string;
  readonly everyMs: number;
  /** May run twice, late, or on two workers at once: its writes are fenced or idempotent. */
  readonly run: (turn: Turn) => Promise<unknown>;
}

/** The queue of one ticker, for the module of the provider that registers it. */
export function tickerQueue(name: string): Type {
  return workQueue(name, Tickers);
}

/**
 * Runs tickers. A job scheduler of BullMQ ticks once for the whole cluster, and one worker gets the tick. A watchdog
 * on every worker relies on PostgreSQL alone: it creates a lost scheduler again, and while no tick is recorded it
 * takes the turns itself, each on one worker.
 */
@Injectable()
export class Tickers implements JobHandler, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly all: WatchedTicker[] = [];
  private readonly logger = new Logger(Tickers.name);
  private readonly loop = new PollingLoop(
    () => this.watch(),
    () => WATCH_MS,
    (error) => this.logger.warn(`watchdog: ${String(error)}`),
  );
  private startedAt = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly db: DataSource,
    private readonly modules: ModuleRef,
  ) {}

  register(ticker: Ticker): void {
    this.all.push(new WatchedTicker(ticker, this.logger));
  }

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    this.startedAt = performance.now();
    this.loop.start(0);
  }

  /** Stops the watchdog. The features end their own running turns. */
  beforeApplicationShutdown(): Promise<void> {
    return this.loop.stop();
  }

  /** Handles a tick of the queue. @throws the error of the turn */
  async handle(queue: string): Promise<void> {
    const watched = this.all.find(({ ticker }) => ticker.name === queue);
    if (watched === undefined) throw new Error(`no ticker is called ${queue}`);
    await noteTick(this.db.manager, queue);
    await watched.run({ source: 'queue', windowMs: watched.ticker.everyMs });
  }

  private async watch(): Promise<void> {
    for (const watched of this.all) {
      watched.keepScheduler(this.modules.get<Queue>(getQueueToken(watched.ticker.name), { strict: false }));
    }
    const silent = await silences(this.db.manager);
    const sinceStart = performance.now() - this.startedAt;
    for (const watched of this.all) {
      const { name, everyMs } = watched.ticker;
      // a process that has just started has not listened yet
      watched.listened(Math.min(silent.get(name) ?? sinceStart, sinceStart));
      if (!watched.isSilent) continue;
      const next = `now() + interval '${everyMs} milliseconds'`;
      if (await takeTurn(this.db.manager, name, next)) {
        watched
          .run({ source: 'watchdog', windowMs: Math.max(everyMs, WATCH_MS) })
          .catch((error: unknown) => this.logger.warn(`${name}: ${String(error)}`));
      }
    }
  }
}

/** State of one ticker on this worker. */
class WatchedTicker {
  private running: Promise<unknown> | null = null;
  private keeping: Promise<void> | null = null;
  private nextKeepAt = 0;
  private remadeAt = Number.NEGATIVE_INFINITY;
  /** Returns how much longer than normal ticks have been missing, in ms. */
  private silentMs = 0;

  constructor(
    readonly ticker: Ticker,
    private readonly logger: Logger,
  ) {}

  get isSilent(): boolean {
    return this.silentMs > 0 && this.running === null;
  }

  /** Runs the turns of one worker one after the other. */
  async run(turn: Turn): Promise<void> {
    while (this.running !== null) await this.running.catch(() => undefined);
    this.running = this.ticker.run(turn);
    try {
      await this.running;
    } finally {
      this.running = null;
    }
  }

  /** @param sinceTickMs age of the last tick */
  listened(sinceTickMs: number): void {
    const was = this.silentMs;
    // a long turn delays the next tick
    const silence = sinceTickMs - Math.max(SILENT_TICKS * this.ticker.everyMs, SILENT_MS);
    this.silentMs = this.running === null ? Math.max(0, silence) : 0;
    const { name } = this.ticker;
    if (was === 0 && this.silentMs > 0)
      this.logger.warn(`${name}: no ticks from the queue, workers run it without`);
    if (was > 0 && this.silentMs === 0) this.logger.log(`${name}: the watchdog rests`);
  }

  /** Checks the scheduler every few seconds. Nothing waits for the check, because its store may be down. */
  keepScheduler(queue: Queue): void {
    const now = performance.now();
    if (this.keeping !== null || now < this.nextKeepAt) return;
    this.nextKeepAt = now + KEEP_MS;
    const deaf = this.silentMs > DEAF_MS && now > this.remadeAt + DEAF_MS;
    if (deaf) this.remadeAt = now;
    this.keeping = keepScheduler(queue, this.ticker.everyMs, deaf)
      .catch((error: unknown) =>
        this.logger.debug(`${queue.name}: the scheduler could not be checked: ${String(error)}`),
      )
      .finally(() => {
        this.keeping = null;
      });
  }
}
