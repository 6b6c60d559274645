import { setTimeout as wait } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';

export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** How many jobs of a queue are in which state, and why the last one failed that is still kept. */
export interface QueueCount extends Record<(typeof JOB_STATES)[number], number> {
  readonly queue: string;
  readonly lastFailure: { readonly at: Date; readonly reason: string } | null;
}

/** A store of jobs that does not answer within this leaves its figures out; the others are told all the same. */
const COUNT_LIMIT_MS = 1000;

/** The job queues of the whole cluster in figures, whichever features have registered some. */
@Injectable()
export class QueueCounts {
  constructor(private readonly discovery: DiscoveryService) {}

  /** By name; a queue whose store does not answer is left out. */
  async all(): Promise<QueueCount[]> {
    const queues = new Map<string, Queue>();
    for (const { instance } of this.discovery.getProviders()) {
      const provider: unknown = instance;
      if (provider instanceof Queue) queues.set(provider.name, provider);
    }
    const counts = await Promise.all([...queues.values()].map(countWithin));
    return counts.filter((count) => count !== null).sort((a, b) => a.queue.localeCompare(b.queue));
  }
}

function countWithin(queue: Queue): Promise<QueueCount | null> {
  return Promise.race([count(queue).catch(() => null), wait(COUNT_LIMIT_MS, null, { ref: false })]);
}

async function count(queue: Queue): Promise<QueueCount> {
  const counts = await queue.getJobCounts(...JOB_STATES);
  const of = (state: (typeof JOB_STATES)[number]): number => counts[state] ?? 0;
  const [last] = of('failed') > 0 ? await queue.getFailed(0, 0) : [];
  return {
    queue: queue.name,
    waiting: of('waiting'),
    active: of('active'),
    delayed: of('delayed'),
    failed: of('failed'),
    lastFailure:
      last === undefined
        ? null
        : { at: new Date(last.finishedOn ?? last.timestamp), reason: last.failedReason ?? '' },
  };
}
