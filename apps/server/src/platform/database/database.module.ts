import { type DynamicModule, Global, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Config } from '../../config/config.js';
import { HealthService } from '../health/health.service.js';
import { createDataSource, type Entities } from './data-source.js';
import { InstallationEntity } from './installation.entity.js';
import { Installation } from './installation.js';
import { PoolMetrics } from './library-pool.js';
import { migrate, noDatabase } from './migrate.js';
import { guardTransactions } from './one-connection.js';
import { diskIsFull } from './patient-client.js';
import { sessionTrouble } from './session.js';
import { AfterCommit } from './statements.js';

/** Address of the database in use, embedded or configured. */
export class DatabaseAddress {
  constructor(readonly url: string) {}
}

/**
 * Connects to PostgreSQL for all modules: inject `DataSource`, or a repository that the feature's module imports with
 * `forFeature`.
 */
@Global()
@Module({})
export class DatabaseModule {
  constructor(source: DataSource, health: HealthService) {
    health.register('database', async () => {
      const trouble = await sessionTrouble(source);
      return trouble ?? (diskIsFull() ? 'its disk is full' : null);
    });
  }

  static at(config: Config, url: string, entities: Entities): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRootAsync({
          // a start without a database fails at once with the reason, instead of retrying
          useFactory: () => ({ toRetry: () => false }),
          dataSourceFactory: () =>
            open(createDataSource(url, config.databasePool, { entities }), config, url),
        }),
      ],
      providers: [
        PoolMetrics,
        { provide: DatabaseAddress, useValue: new DatabaseAddress(url) },
        {
          provide: Installation,
          inject: [DataSource],
          useFactory: async (source: DataSource): Promise<Installation> => {
            const row = await source.getRepository(InstallationEntity).findOneBy({ id: 1 });
            if (row === null) throw new Error('The table installation is empty');
            return new Installation(row.key);
          },
        },
        AfterCommit,
      ],
      exports: [AfterCommit, DatabaseAddress, Installation],
    };
  }
}

/** Connects and runs the pending migrations. */
async function open(source: DataSource, config: Config, url: string): Promise<DataSource> {
  if (!config.production) guardTransactions(source);
  await connect(source, url);
  const ran = await migrate(source, url);
  if (ran.length > 0) new Logger(DatabaseModule.name).log(`migrated: ${ran.join(', ')}`);
  return source;
}

/** @throws ConfigError naming DATABASE_URL, without its password */
async function connect(source: DataSource, url: string): Promise<void> {
  try {
    await source.initialize();
  } catch (error) {
    throw noDatabase(url, error);
  }
}
