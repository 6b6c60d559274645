import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import { withinTime } from '../timing/within-time.js';

export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** How many jobs of a queue are in which state. */
export interface QueueCount extends Record<(typeof JOB_STATES)[number], number> {
  readonly queue: string;
}

/** With it, why the last job failed that is still kept. */
export interface QueueState extends QueueCount {
  readonly lastFailure: { readonly at: Date; readonly reason: string } | null;
}

/** A store of jobs that does not answer within this leaves its figures out; the others are told all the same. */
const COUNT_LIMIT_MS = 1000;

/** The job queues of the whole cluster in figures, whichever features have registered some. */
@Injectable()
export class QueueCounts {
  constructor(private readonly discovery: DiscoveryService) {}

  /** By name; a queue whose store does not answer is left out. */
  all(): Promise<QueueCount[]> {
    return this.ofEach(count);
  }

  /** The same, with why their last jobs failed. */
  withFailures(): Promise<QueueState[]> {
    return this.ofEach(stateOf);
  }

  private async ofEach<Told extends QueueCount>(tell: (queue: Queue) => Promise<Told>): Promise<Told[]> {
    const queues = new Map<string, Queue>();
    for (const { instance } of this.discovery.getProviders()) {
      const provider: unknown = instance;
      if (provider instanceof Queue) queues.set(provider.name, provider);
    }
    const told = await Promise.all(
      [...queues.values()].map((queue) => withinTime(tell(queue), COUNT_LIMIT_MS).catch(() => null)),
    );
    return told.filter((each) => each !== null).sort((a, b) => a.queue.localeCompare(b.queue));
  }
}

async function count(queue: Queue): Promise<QueueCount> {
  const counts = await queue.getJobCounts(...JOB_STATES);
  const of = (state: (typeof JOB_STATES)[number]): number => counts[state] ?? 0;
  return {
    queue: queue.name,
    waiting: of('waiting'),
    active: of('active'),
    delayed: of('delayed'),
    failed: of('failed'),
  };
}

async function stateOf(queue: Queue): Promise<QueueState> {
  const counted = await count(queue);
  const [last] = counted.failed > 0 ? await queue.getFailed(0, 0) : [];
  return {
    ...counted,
    lastFailure:
      last === undefined
        ? null
        : { at: new Date(last.finishedOn ?? last.timestamp), reason: last.failedReason ?? '' },
  };
}
