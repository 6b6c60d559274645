import type { ConnectionOptions } from 'bullmq';
import type { Config } from '../../config/config.js';
import { QueuePool } from './queue-pool.js';

export type QueueConnection = ConnectionOptions;

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
