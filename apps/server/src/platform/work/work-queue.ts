import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, Module, type Type } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { BullModule } from './bull-module.js';

/**
 * Returns the pause before attempt `tried + 1`, in ms. It doubles up to the longest, and is jittered so that attempts
 * that failed together drift apart.
 */
export function backOff(tried: number, firstMs: number, longestMs: number, random = Math.random()): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** tried) * (0.5 + random / 2));
}

/** Does the work that jobs of a queue announce. */
export interface JobHandler {
  /** @param queue name of the queue whose job has arrived */
  handle(queue: string): Promise<unknown>;
}

const declared = new Set<string>();

/** Returns how many queues the modules of this process declare, and so how many workers it may have. */
export function numberOfQueues(): number {
  return declared.size;
}

/** A job is renewed while it runs; one whose worker is gone runs again elsewhere after this time, which changes nothing. */
const LOCK_MS = 30_000;

/**
 * Declares a BullMQ queue and its worker. A job carries no data: it says that there may be work, and PostgreSQL says
 * which. So a job may arrive twice, late or never. Workers run on every role but `web`, one job at a time.
 * @param handler provider that does the work; resolved at the first job
 */
export function workQueue(name: string, handler: Type<JobHandler>): Type {
  declared.add(name);
  @Processor(name, {
    concurrency: 1,
    lockDuration: LOCK_MS,
    stalledInterval: LOCK_MS / 2,
    maxStalledCount: 1,
    runRetryDelay: 1_000,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 20 },
  })
  class JobProcessor extends WorkerHost {
    private readonly logger = new Logger('Queues');

    constructor(private readonly modules: ModuleRef) {
      super();
    }

    async process(): Promise<void> {
      await this.modules.get(handler, { strict: false }).handle(name);
    }

    @OnWorkerEvent('failed')
    onFailed(_: unknown, error: Error): void {
      this.logger.error(`a job of ${name} failed: ${error.message}`);
    }
  }

  @Module({
    imports: [BullModule.registerQueue({ name })],
    providers: [JobProcessor],
    exports: [BullModule],
  })
  class WorkQueueModule {}
  return WorkQueueModule;
}
