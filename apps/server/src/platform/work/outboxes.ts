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
import { CONFIG, type Config } from '../../config/config.js';
import { jittered, PollingLoop } from '../async/polling-loop.js';
import { type JobHandler, workQueue } from './work-queue.js';

const SWEEP_MS = 2_000;
/** Announcements within this time share a job. */
const GATHER_MS = 20;

/** How an outbox's rows are processed. */
export interface OutboxWork {
  /** Also the name of its queue, if its module imports one by `outboxQueue`. */
  readonly name: string;
  /** Rows that one process works on in parallel. */
  readonly lanes: number;
  /** Claims one row and processes it. @returns false when none is due */
  readonly next: () => Promise<boolean>;
  /** Runs before each sweep and settles rows that no attempt will end. @returns true when a row is due */
  readonly prepare: () => Promise<boolean>;
}

/** A queue whose jobs wake a worker of the outbox, for the module of the provider that registers it. */
export function outboxQueue(name: string): Type {
  return workQueue(name, Outboxes);
}

/**
 * Processes outboxes, on every worker: at once when a job of the queue arrives, and by a sweep that relies on
 * PostgreSQL alone. The sweep finds rows whose job was lost, repeats that are due, and rows that a crash left behind.
 */
@Injectable()
export class Outboxes implements JobHandler, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly all: OutboxLanes[] = [];
  private readonly logger = new Logger(Outboxes.name);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly modules: ModuleRef,
  ) {}

  register(work: OutboxWork): void {
    this.all.push(new OutboxLanes(work, this.logger));
  }

  onApplicationBootstrap(): void {
    if (this.config.role !== 'web') for (const lanes of this.all) lanes.loop.start();
  }

  /** Claims no further row; resolves when the running attempts have ended. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((lanes) => lanes.stop()));
  }

  async handle(name: string): Promise<void> {
    this.find(name).fill();
  }

  /** Announces stored rows, after their commit: a job wakes a worker. A hint only: never waits and never throws. */
  announce(name: string): void {
    this.find(name).announce(this.modules.get<Queue>(getQueueToken(name), { strict: false }));
  }

  /** Runs one sweep; resolves when no row is due. */
  async sweep(name: string): Promise<void> {
    if (await this.find(name).work.prepare()) await this.drain(name);
  }

  /** Processes rows in all lanes of this process; resolves when no row is due. */
  drain(name: string): Promise<void> {
    return this.find(name).drain();
  }

  private find(name: string): OutboxLanes {
    const found = this.all.find(({ work }) => work.name === name);
    if (found === undefined) throw new Error(`no outbox is called ${name}`);
    return found;
  }
}

/** The lanes of one outbox in this process. */
class OutboxLanes {
  readonly loop: PollingLoop;
  private readonly running = new Set<Promise<void>>();
  private announcing: NodeJS.Timeout | null = null;
  private stopped = false;

  constructor(
    readonly work: OutboxWork,
    private readonly logger: Logger,
  ) {
    this.loop = new PollingLoop(
      async () => {
        if (await work.prepare()) this.fill();
      },
      jittered(SWEEP_MS),
      (error) => this.failed(error),
    );
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.loop.stop();
    await Promise.all(this.running);
  }

  async drain(): Promise<void> {
    this.fill();
    await Promise.all(this.running);
  }

  /** Starts the free lanes; each processes rows until none is due. */
  fill(): void {
    while (this.running.size < this.work.lanes && !this.stopped) {
      const lane: Promise<void> = this.run()
        .catch((error: unknown) => this.failed(error))
        .finally(() => this.running.delete(lane));
      this.running.add(lane);
    }
  }

  announce(queue: Queue): void {
    this.announcing ??= setTimeout(() => {
      this.announcing = null;
      queue
        .add('wake', {}, { removeOnComplete: true, removeOnFail: true })
        .catch((error: unknown) => this.logger.debug(`${this.work.name}: ${String(error)}`));
    }, GATHER_MS).unref();
  }

  private async run(): Promise<void> {
    while (!this.stopped && (await this.work.next())) {
      // until none is due
    }
  }

  private failed(error: unknown): void {
    this.logger.warn(`${this.work.name} wait for the next sweep: ${String(error)}`);
  }
}
