import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import { withTimeout } from '../async/with-timeout.js';

export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** How many jobs of a queue are in which state. */
export interface QueueCount extends Record<(typeof JOB_STATES)[number], number> {
  readonly queue: string;
}

/** Why the last one failed. */
export interface LastFailure {
  readonly at: Date;
  readonly reason: string;
}

/** What has failed: by the jobs themselves, or by the table that a queue's jobs only point to. */
export interface QueueFailures {
  /** What waits, and what is in work, by the table; absent: jobs alone know. */
  readonly waiting?: number;
  readonly active?: number;
  readonly failed: number;
  readonly lastFailure: LastFailure | null;
}

export type QueueState = QueueCount & QueueFailures;

/** What a queue's table says: a job that finds its work failing ends well, so the jobs alone know of no failure. */
export type FailureSource = () => Promise<QueueFailures>;

/** Failures from a row of a query, where null means that there was none. */
export function queueFailures(
  row: { failed: number; at: Date | null; reason: string | null } | undefined,
): QueueFailures {
  if (row === undefined) return { failed: 0, lastFailure: null };
  const { failed, at, reason } = row;
  return { failed, lastFailure: at === null ? null : { at, reason: reason ?? '' } };
}

/** A store of jobs that does not answer within this leaves its figures out; the others are told all the same. */
const COUNT_LIMIT_MS = 1000;

/** The job queues of the whole cluster in figures, whichever features have registered some. */
@Injectable()
export class QueueCounts {
  private readonly sources = new Map<string, FailureSource>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Names the table that knows what of the queue's work has failed. Work that needs no job queue has its table alone. */
  register(queue: string, failures: FailureSource): void {
    this.sources.set(queue, failures);
  }

  /** By name; a queue whose store does not answer is left out. */
  all(): Promise<QueueCount[]> {
    return this.ofEach(count);
  }

  /** The same, with why their last jobs failed. */
  async withFailures(): Promise<QueueState[]> {
    const ofJobs = this.ofEach(async (queue) => {
      const [state, known] = await Promise.all([stateOf(queue), this.sources.get(queue.name)?.()]);
      return known === undefined ? state : both(state, known);
    });
    const names = new Set(this.queues().map(({ name }) => name));
    const ofTables = [...this.sources]
      .filter(([name]) => !names.has(name))
      .map(async ([queue, failures]) => both({ queue, ...NO_JOBS }, await failures()));
    return inOrder([...(await ofJobs), ...(await Promise.all(ofTables))]);
  }

  private async ofEach<Told extends QueueCount>(tell: (queue: Queue) => Promise<Told>): Promise<Told[]> {
    const told = await Promise.all(
      this.queues().map((queue) => withTimeout(tell(queue), COUNT_LIMIT_MS).catch(() => null)),
    );
    return inOrder(told.filter((each) => each !== null));
  }

  private queues(): Queue[] {
    const queues = new Map<string, Queue>();
    for (const { instance } of this.discovery.getProviders()) {
      const provider: unknown = instance;
      if (provider instanceof Queue) queues.set(provider.name, provider);
    }
    return [...queues.values()];
  }
}

const NO_JOBS = { waiting: 0, active: 0, delayed: 0, failed: 0, lastFailure: null };

function inOrder<Told extends QueueCount>(told: Told[]): Told[] {
  return told.sort((a, b) => a.queue.localeCompare(b.queue));
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

function both(state: QueueState, known: QueueFailures): QueueState {
  const [latest = null] = [state.lastFailure, known.lastFailure]
    .filter((failure) => failure !== null)
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  const { waiting = state.waiting, active = state.active } = known;
  return { ...state, waiting, active, failed: state.failed + known.failed, lastFailure: latest };
}
