import { setTimeout as wait } from 'node:timers/promises';
import { BullModule } from '@nestjs/bullmq';
import {
  type BackendFactory,
  type ConnectionOptions,
  createRedisBackend,
  type IQueueBackend,
  PostgresQueueBackend,
  setDefaultBackendFactory,
} from 'bullmq';
import type { Config } from '../../config/config.js';
import { BoundedFlowProducer, BoundedQueue, BoundedWorker } from './bounded-close.js';
import { QueuePool, SharedConnection } from './queue-pool.js';

export type QueueConnection = ConnectionOptions;

/** After a job could not be fetched. */
const FETCH_AGAIN_MS = 1000;
/** A Redis that comes back is found within this time, so that jobs go on within seconds. */
const MAX_RECONNECT_MS = 1000;

/** Where the job queues live. */
export function queueConnection(config: Pick<Config, 'redisUrl'>, databaseUrl: string): QueueConnection {
  if (config.redisUrl === null) return new QueuePool(databaseUrl) as unknown as QueueConnection;
  return {
    url: config.redisUrl,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_MS),
  };
}

/** Lets each queue pick its store by its connection, so that one process can hold servers of both kinds; and closes in bounded time. */
export function prepareBullMq(): void {
  const choose: BackendFactory = (name, options, extra) =>
    unhurried(
      options.connection instanceof QueuePool
        ? new PostgresQueueBackend(
            new SharedConnection(options.connection),
            name,
            options as never,
            true,
            extra?.withBlockingConnection === true ? name : undefined,
          )
        : createRedisBackend(name, options, extra),
    );
  setDefaultBackendFactory(choose);
  BullModule.queueClass = BoundedQueue;
  BullModule.flowProducerClass = BoundedFlowProducer;
  BullModule.workerClass = BoundedWorker;
}

/**
 * BullMQ fetches again at once after an error that is not a lost connection: a store that refuses (starting up, out of
 * memory, too many clients) would be asked thousands of times a second.
 */
function unhurried<Backend extends IQueueBackend>(backend: Backend): Backend {
  const fetch = backend.moveToActive.bind(backend);
  backend.moveToActive = async (token, name) => {
    try {
      return await fetch(token, name);
    } catch (error) {
      await wait(FETCH_AGAIN_MS, undefined, { ref: false });
      throw error;
    }
  };
  return backend;
}
