import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { CONFIG, type Config } from '../../config/config.js';

/** Checks that Redis stores jobs. For queues on PostgreSQL the database's own check is enough. */
@Injectable()
export class QueueHealth implements OnApplicationShutdown {
  private readonly redis: Redis | null;
  private trouble: string | null = null;

  constructor(@Inject(CONFIG) config: Config) {
    this.redis =
      config.redisUrl === null
        ? null
        : new Redis(config.redisUrl, {
            enableOfflineQueue: false,
            maxRetriesPerRequest: 0,
            commandTimeout: 1500,
            connectTimeout: 1500,
            retryStrategy: (attempt) => Math.min(100 * attempt, 1000),
          });
    this.redis?.on('error', (error) => {
      this.trouble = error.message;
    });
    this.redis?.on('ready', () => {
      this.trouble = null;
    });
  }

  async check(): Promise<string | null> {
    if (this.redis === null) return null;
    if (this.redis.status !== 'ready') return `Redis: ${this.trouble ?? this.redis.status}`;
    const memory = await this.redis.info('memory');
    const policy = /maxmemory_policy:(\S+)/.exec(memory)?.[1];
    if (policy === undefined || policy === 'noeviction') return null;
    return `Redis may drop jobs: maxmemory-policy is ${policy}, set it to noeviction`;
  }

  onApplicationShutdown(): void {
    this.redis?.disconnect();
  }
}
