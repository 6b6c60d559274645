import { BullModule } from '@nestjs/bullmq';
import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  setDefaultBackendFactory,
} from 'bullmq';
import type { Config } from '../../config/config.js';

export type QueueConnection = ConnectionOptions;

import { BoundedQueue, BoundedWorker } from './bounded-close.js';

/** Where the job queues live. */
export function queueConnection(config: Pick<Config, 'redisUrl'>, databaseUrl: string): QueueConnection {
  if (config.redisUrl === null)
    return { connectionString: databaseUrl, migrate: true, max: 2 } as QueueConnection;
  return { url: config.redisUrl, maxRetriesPerRequest: null };
}

/** Lets each queue pick its store by its connection, so that one process can hold servers of both kinds; and closes in bounded time. */
export function prepareBullMq(): void {
  const choose: BackendFactory = (name, options, extra) =>
    'connectionString' in options.connection
      ? createPostgresBackend(name, options as never, extra)
      : createRedisBackend(name, options, extra);
  setDefaultBackendFactory(choose);
  BullModule.queueClass = BoundedQueue;
  BullModule.workerClass = BoundedWorker;
}
