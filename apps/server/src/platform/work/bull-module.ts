import { setTimeout as wait } from 'node:timers/promises';
import { BullModule } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import {
  type BackendFactory,
  type ConnectionOptions,
  createRedisBackend,
  type IQueueBackend,
  PostgresQueueBackend,
  Queue,
  setDefaultBackendFactory,
  Worker,
} from 'bullmq';
import { withTimeout } from '../async/polling-loop.js';
import { QueuePool, SharedConnection } from './queue-pool.js';

/** At shutdown a running job may take this long to finish; a longer one is released and runs again elsewhere. */
const JOB_GRACE_MS = 4000;
const QUEUE_GRACE_MS = 500;
/** A worker that failed to reach its queue fetches no job for this long. */
const REST_MS = 1000;
const LOGGED_EVERY_MS = 60_000;

/** Each queue chooses its store by its connection, so that one process can hold queues of both kinds. */
const backendOf: BackendFactory<IQueueBackend, ConnectionOptions | QueuePool> = (name, options, extra) => {
  const { connection } = options;
  if (!(connection instanceof QueuePool)) return createRedisBackend(name, { ...options, connection }, extra);
  const shared = new SharedConnection(connection);
  const workerName = extra?.withBlockingConnection === true ? name : undefined;
  return new PostgresQueueBackend(shared, name, { ...options, connection: shared.pool }, true, workerName);
};
setDefaultBackendFactory(backendOf);

// BullMQ waits without limit for a store that is down, and for a job that does not end: these subclasses stop
// waiting.

class BoundedQueue extends Queue {
  constructor(...args: ConstructorParameters<typeof Queue>) {
    super(...args);
    this.on('error', logTrouble);
  }

  override close(): Promise<void> {
    return closeWithin(QUEUE_GRACE_MS, super.close(), this);
  }
}

class BoundedWorker extends Worker {
  constructor(...args: ConstructorParameters<typeof Worker>) {
    super(...args);
    this.on('error', (error) => {
      logTrouble(error);
      this.rest().catch(logTrouble);
    });
  }

  override close(force = false): Promise<void> {
    return closeWithin(JOB_GRACE_MS, super.close(force), this);
  }

  /**
   * After every error other than a refused connection BullMQ fetches again at once. A store that is starting up or
   * has too many clients would get thousands of requests a second, and the process would do nothing else.
   */
  private async rest(): Promise<void> {
    if (this.isPaused()) return;
    await this.pause(true);
    await wait(REST_MS, undefined, { ref: false });
    if (this.closing === undefined) await this.resume();
  }
}

BullModule.queueClass = BoundedQueue;
BullModule.workerClass = BoundedWorker;

/** Import BullModule from this file: Nest uses the classes above when a module registers its queue. */
export { BullModule };

async function closeWithin(
  limitMs: number,
  closed: Promise<void>,
  store: { disconnect(): Promise<void> },
): Promise<void> {
  if (!(await endsWithin(closed, limitMs))) await endsWithin(store.disconnect(), QUEUE_GRACE_MS);
}

/** @returns true when the job ended in time, by success or failure */
function endsWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const ended = work.catch(() => undefined).then(() => true);
  return withTimeout(ended, limitMs).catch(() => false);
}

const logger = new Logger('Queues');
let loggedAt = Number.NEGATIVE_INFINITY;

/** Logs at most one line a minute: while the store is down, every queue fails at each attempt, many times a second. */
function logTrouble(error: Error): void {
  if (performance.now() - loggedAt < LOGGED_EVERY_MS) return;
  loggedAt = performance.now();
  logger.warn(`jobs wait: ${error.message === '' ? String(error) : error.message}`);
}
