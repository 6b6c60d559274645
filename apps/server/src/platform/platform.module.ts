import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Config } from '../config/config.js';
import { BusModule } from './bus/bus.module.js';
import { ClockModule } from './clock/clock.module.js';
import { DatabaseModule } from './database/database.module.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { HealthModule } from './health/health.module.js';
import { LogModule } from './logging/log.module.js';
import { QueueModule } from './queue/queue.module.js';

/** Everything features stand on: no feature in it. */
@Module({})
export class PlatformModule {
  /** @param databaseUrl the database that is really used, embedded or given */
  static assemble(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        LogModule.of(config),
        ClockModule,
        HealthModule,
        DatabaseModule.at(databaseUrl),
        BusModule,
        QueueModule,
      ],
      providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
    };
  }
}
