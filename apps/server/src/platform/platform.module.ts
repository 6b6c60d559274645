import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Config } from '../config/config.js';
import { ClockModule } from './async/clock.js';
import { AuditModule } from './audit/audit.module.js';
import { BusModule } from './bus/bus.module.js';
import type { Entities } from './database/data-source.js';
import { DatabaseModule } from './database/database.module.js';
import { ProblemFilter } from './errors/problem.filter.js';
import { HealthModule } from './health/health.module.js';
import { OutsideModule } from './health/outside.module.js';
import { HttpModule } from './http/http.module.js';
import { logModule } from './logging/log.module.js';
import { MailModule } from './mail/mail.module.js';
import { StorageModule } from './storage/storage.module.js';
import { SwitchesModule } from './switches/switches.module.js';
import { WorkModule } from './work/work.module.js';

@Module({})
class PlatformModule {}

/**
 * Wires all of the platform; it imports no feature.
 * @param databaseUrl the database in use, embedded or configured
 * @param entities the tables of all features, because entities refer to each other
 */
export function platformModule(config: Config, databaseUrl: string, entities: Entities): DynamicModule {
  return {
    module: PlatformModule,
    imports: [
      logModule(config),
      ClockModule,
      HealthModule,
      DatabaseModule.at(config, databaseUrl, entities),
      BusModule,
      OutsideModule,
      WorkModule,
      StorageModule,
      MailModule,
      AuditModule,
      SwitchesModule,
      HttpModule,
    ],
    providers: [{ provide: APP_FILTER, useClass: ProblemFilter }],
  };
}
