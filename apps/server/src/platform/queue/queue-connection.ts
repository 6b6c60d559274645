import { BullModule } from '@nestjs/bullmq';
import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  setDefaultBackendFactory,
} from 'bullmq';
import type { Config } from '../../config/config.js';
import { BoundedFlowProducer, BoundedQueue, BoundedWorker } from './bounded-close.js';

export type QueueConnection = ConnectionOptions;

/** A Redis that comes back is found within this time, so that jobs go on within seconds. */
const MAX_RECONNECT_MS = 1000;

/** Where the job queues live. */
export function queueConnection(config: Pick<Config, 'redisUrl'>, databaseUrl: string): QueueConnection {
  if (config.redisUrl === null)
    return { connectionString: databaseUrl, migrate: true, max: 2 } as QueueConnection;
  return {
    url: config.redisUrl,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_MS),
  };
}

/** Lets each queue pick its store by its connection, so that one process can hold servers of both kinds; and closes in bounded time. */
export function prepareBullMq(): void {
  const choose: BackendFactory = (name, options, extra) =>
    'connectionString' in options.connection
      ? createPostgresBackend(name, options as never, extra)
      : createRedisBackend(name, options, extra);
  setDefaultBackendFactory(choose);
  BullModule.queueClass = BoundedQueue;
  BullModule.flowProducerClass = BoundedFlowProducer;
  BullModule.workerClass = BoundedWorker;
}
