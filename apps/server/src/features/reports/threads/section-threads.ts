import { availableParallelism } from 'node:os';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ReportQueue } from '@sunday-live/contract';
import { Piscina } from 'piscina';
import { RightOfWay } from '../../../platform/work/right-of-way.js';
import { MOST_WORKERS } from '../report-task.js';
import type { SectionFound, SectionWork } from './section-work.js';

/** More threads than processors do not help: further tasks wait for one. */
export const MOST_THREADS = Math.min(MOST_WORKERS, availableParallelism());
/** An idle thread ends after this time (ms). */
const IDLE_MS = 10_000;

// beside this file; threads cannot run TypeScript: tests from source run the built file
const THREAD = new URL(
  import.meta.url.endsWith('.ts')
    ? '../../../../dist/features/reports/threads/section.thread.js'
    : './section.thread.js',
  import.meta.url,
);

/**
 * Threads for the calculations, so that the event loop that delivers live frames never waits for one. Each queue has
 * its own pool, so that slow tasks do not delay fast ones: Piscina starts a thread per running task, and ends idle
 * ones. Stopping a task ends its thread.
 */
@Injectable()
export class SectionThreads implements OnApplicationShutdown {
  private readonly pools = new Map<ReportQueue, Piscina<SectionWork, SectionFound>>();

  constructor(private readonly rightOfWay: RightOfWay) {}

  run(queue: ReportQueue, work: SectionWork, signal: AbortSignal): Promise<SectionFound> {
    return this.pool(queue).run(work, { signal });
  }

  /** Threads there are now. */
  size(queue: ReportQueue): number {
    return this.pools.get(queue)?.threads.length ?? 0;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.pools.values()].map((pool) => pool.destroy()));
  }

  private pool(queue: ReportQueue): Piscina<SectionWork, SectionFound> {
    const known = this.pools.get(queue);
    if (known !== undefined) return known;
    const pool = new Piscina<SectionWork, SectionFound>({
      filename: THREAD.href,
      minThreads: 0,
      maxThreads: MOST_THREADS,
      idleTimeout: IDLE_MS,
      // the arguments of this process do not apply to the threads
      execArgv: [],
      workerData: this.rightOfWay.urgent,
      // threads that spin while they wait would take the processor from the event loop
      atomics: 'disabled',
    });
    this.pools.set(queue, pool);
    return pool;
  }
}
