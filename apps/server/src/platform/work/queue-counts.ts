import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Queue } from 'bullmq';
import { withTimeout } from '../async/polling-loop.js';

export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const;

/** Numbers of jobs of a queue by state. */
export interface QueueCount extends Record<(typeof JOB_STATES)[number], number> {
  readonly queue: string;
}

/** Time and reason of the last failure. */
export interface LastFailure {
  readonly at: Date;
  readonly reason: string;
}

/** Failures of a queue, counted in the table that its jobs refer to. */
export interface QueueFailures {
  /** Numbers of waiting and running rows; absent: the numbers of jobs are used. */
  readonly waiting?: number;
  readonly active?: number;
  readonly failed: number;
  readonly lastFailure: LastFailure | null;
}

export type QueueState = QueueCount & QueueFailures;

/** Reads the failures from a queue's table: a job succeeds even if the work it announced fails. */
export type FailureSource = () => Promise<QueueFailures>;

/** Reads failures from a row of a query, where null means none. */
export function queueFailures(
  row: { failed: number; at: Date | null; reason: string | null } | undefined,
): QueueFailures {
  if (row === undefined) return { failed: 0, lastFailure: null };
  const { failed, at, reason } = row;
  return { failed, lastFailure: at === null ? null : { at, reason: reason ?? '' } };
}

/** A queue whose store or table does not answer within this time is omitted (ms). */
const COUNT_LIMIT_MS = 1000;

/** Counts the jobs of all queues, for the whole cluster. */
@Injectable()
export class QueueCounts {
  private readonly sources = new Map<string, FailureSource>();

  constructor(private readonly discovery: DiscoveryService) {}

  /** Registers the table that holds the failures of a queue. An outbox without a queue has only its table. */
  register(queue: string, failures: FailureSource): void {
    this.sources.set(queue, failures);
  }

  /** Counts by queue name; a queue whose store does not answer is omitted. */
  all(): Promise<QueueCount[]> {
    return inOrder(this.queues().map(count));
  }

  /** The same, with failures and the reason of the last one. */
  withFailures(): Promise<QueueState[]> {
    const queues = this.queues();
    const names = new Set(queues.map(({ name }) => name));
    const ofJobs = queues.map(async (queue) => {
      const [state, known] = await Promise.all([stateOf(queue), this.sources.get(queue.name)?.()]);
      return known === undefined ? state : both(state, known);
    });
    const ofTables = [...this.sources]
      .filter(([name]) => !names.has(name))
      .map(async ([queue, failures]) => both({ queue, ...NO_JOBS }, await failures()));
    return inOrder([...ofJobs, ...ofTables]);
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

/** Waits for all counts together: one that is awaited later than another would be an unhandled rejection meanwhile, which ends the process. */
async function inOrder<Counted extends QueueCount>(counts: Promise<Counted>[]): Promise<Counted[]> {
  const answers = await Promise.all(
    counts.map((each) => withTimeout(each, COUNT_LIMIT_MS).catch(() => null)),
  );
  return answers.filter((each) => each !== null).sort((a, b) => a.queue.localeCompare(b.queue));
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
