import { Injectable } from '@nestjs/common';
import type { ReportQueue } from '@sunday-live/contract';
import { type PoolState, resized, SMALLEST_POOL } from './pool-size.js';
import { ReportMetrics } from './report-metrics.js';
import { ReportRunner } from './report-runner.js';

interface Pool {
  readonly resize: (size: number) => void;
  state: PoolState;
}

/** How many tasks of each queue this process runs at a time. */
@Injectable()
export class ReportPools {
  private readonly pools = new Map<ReportQueue, Pool>();

  constructor(
    private readonly runner: ReportRunner,
    private readonly metrics: ReportMetrics,
  ) {}

  add(queue: ReportQueue, resize: (size: number) => void): void {
    this.pools.set(queue, { resize, state: SMALLEST_POOL });
    this.metrics.poolSize(queue, SMALLEST_POOL.size);
  }

  /** @param backlog tasks of each queue that wait */
  fit(backlog: Readonly<Record<ReportQueue, number>>): void {
    for (const [queue, pool] of this.pools) {
      const before = pool.state.size;
      pool.state = resized(pool.state, {
        waiting: backlog[queue],
        running: this.runner.count(queue),
        now: performance.now(),
      });
      if (pool.state.size === before) continue;
      pool.resize(pool.state.size);
      this.metrics.poolSize(queue, pool.state.size);
    }
  }
}
