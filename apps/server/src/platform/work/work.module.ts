import { BullRegistrar } from '@nestjs/bullmq';
import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule, ModuleRef } from '@nestjs/core';
import type { ConnectionOptions } from 'bullmq';
import { CONFIG, type Config } from '../../config/config.js';
import { DatabaseAddress } from '../database/database.module.js';
import { Installation } from '../database/installation.js';
import { HealthService } from '../health/health.service.js';
import { BullModule } from './bull-module.js';
import { CHORES_TICKER, Chores } from './chores.js';
import { Outboxes } from './outboxes.js';
import { QueueCounts } from './queue-counts.js';
import { QueueHealth, QueueMetrics } from './queue-metrics.js';
import { QueuePool } from './queue-pool.js';
import { RightOfWay } from './right-of-way.js';
import { Tickers, tickerQueue } from './tickers.js';
import { numberOfQueues } from './work-queue.js';

/** Longest pause between attempts to reach Redis, so that jobs continue within seconds of its return. */
const MAX_RECONNECT_MS = 1000;

/**
 * Background work: BullMQ on Redis, or on PostgreSQL where there is no Redis. Features register periodic work with
 * `Tickers`, rare work with `Chores`, rows of work with `Outboxes`; urgent work takes a turn of `RightOfWay`.
 */
@Global()
@Module({
  imports: [
    DiscoveryModule,
    BullModule.forRootAsync({
      inject: [CONFIG, DatabaseAddress, Installation],
      useFactory: (config: Config, database: DatabaseAddress, installation: Installation) => ({
        prefix: `sunday-live-${installation.key}`,
        connection: jobStore(config, database.url),
        // our subclasses disconnect by themselves; Nest would first wait for a Redis that may never return
        forceDisconnectOnShutdown: false,
      }),
      extraOptions: { manualRegistration: true },
    }),
    tickerQueue(CHORES_TICKER),
  ],
  providers: [Chores, Outboxes, QueueCounts, QueueHealth, QueueMetrics, RightOfWay, Tickers],
  exports: [Chores, Outboxes, QueueCounts, RightOfWay, Tickers],
})
export class WorkModule implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly modules: ModuleRef,
    queues: QueueHealth,
    health: HealthService,
  ) {
    // a web node only adds jobs; a worker's sweep finds rows whose job could not be added
    health.register('queues', () => queues.check(), config.role === 'web' ? 'helpful' : 'needed');
  }

  onModuleInit(): void {
    if (this.config.role !== 'web') this.modules.get(BullRegistrar, { strict: false }).register();
  }
}

function jobStore({ redisUrl, databasePool }: Config, databaseUrl: string): ConnectionOptions {
  if (redisUrl === null) {
    const size = numberOfQueues() + Math.ceil(databasePool / 2);
    // Nest's options know connections of Redis only; `bull-module.ts` takes a pool as well
    return new QueuePool(databaseUrl, size) as unknown as ConnectionOptions;
  }
  return {
    url: redisUrl,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_MS),
  };
}
