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

/** What is done with the rows of an outbox. */
export interface OutboxWork {
  /** Also the name of its queue, if its module imports one by `outboxQueue`. */
  readonly name: string;
  /** Rows of one process that are in work at the same time. */
  readonly lanes: number;
  /** Takes one row and does it. @returns false when none is due */
  readonly next: () => Promise<boolean>;
  /** Before each sweep: settles what nobody else will end. @returns true when a row is due */
  readonly prepare: () => Promise<boolean>;
}

/** A queue whose jobs wake a worker of the outbox, for the module of the provider that registers it. */
export function outboxQueue(name: string): Type {
  return workQueue(name, Outboxes);
}

/**
 * Works on outboxes, on every worker: at once when a job of the queue arrives, and by a sweep that trusts PostgreSQL alone. The sweep finds
 * rows whose job was lost, repeats that are due, and what a crash has left behind.
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

  /** Takes no further row; resolves when those in work are done. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((lanes) => lanes.stop()));
  }

  async handle(name: string): Promise<void> {
    this.find(name).fill();
  }

  /** Says that rows were stored, after their commit: a job wakes a worker. Only a hint: never waits and never throws. */
  announce(name: string): void {
    this.find(name).announce(this.modules.get<Queue>(getQueueToken(name), { strict: false }));
  }

  /** One sweep; resolves when none is due. */
  async sweep(name: string): Promise<void> {
    if (await this.find(name).work.prepare()) await this.drain(name);
  }

  /** Does rows in all lanes of this process; resolves when none is due. */
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

  /** Starts the lanes that are free; each does rows until none is due. */
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
