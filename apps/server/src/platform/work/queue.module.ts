import { BullRegistrar } from '@nestjs/bullmq';
import { Global, Inject, Module, type OnModuleInit } from '@nestjs/common';
import { DiscoveryModule, ModuleRef } from '@nestjs/core';
import { CONFIG, type Config } from '../../config/config.js';
import { DatabaseAddress } from '../database/database.module.js';
import { Installation } from '../database/installation.js';
import { HealthService } from '../health/health.service.js';
import { BullModule } from './bull-module.js';
import { type QueueConnection, queueConnection } from './queue-connection.js';
import { QueueCounts } from './queue-counts.js';
import { QueueHealth } from './queue-health.js';
import { QueueMetrics } from './queue-metrics.js';

/**
 * BullMQ on Redis, or on PostgreSQL where there is no Redis. Features register queues with
 * `BullModule.registerQueue`; their processors start on every role but `web`.
 */
@Global()
@Module({
  imports: [
    DiscoveryModule,
    BullModule.forRootAsync({
      inject: [CONFIG, DatabaseAddress, Installation],
      useFactory: (config: Config, database: DatabaseAddress, installation: Installation) => ({
        prefix: `sunday-live-${installation.key}`,
        connection: queueConnection(config, database.url) satisfies QueueConnection,
        // ours disconnect by themselves when it is time; Nest would first wait for a Redis that may never come
        forceDisconnectOnShutdown: false,
      }),
      extraOptions: { manualRegistration: true },
    }),
    // without a queue: brings the registrar, so that the module stands without any feature
    BullModule.registerQueue(),
  ],
  providers: [QueueCounts, QueueHealth, QueueMetrics],
  exports: [QueueCounts],
})
export class QueueModule implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly modules: ModuleRef,
    queues: QueueHealth,
    health: HealthService,
  ) {
    // a web node only adds jobs: what could not be added is found open by the workers' sweeps
    health.register('queues', () => queues.check(), config.role === 'web' ? 'helpful' : 'needed');
  }

  onModuleInit(): void {
    if (this.config.role !== 'web') this.modules.get(BullRegistrar, { strict: false }).register();
  }
}
