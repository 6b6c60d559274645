import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { HealthService } from '../health/health.service.js';
import { Log } from '../logging/log.js';
import { AfterCommit } from './after-commit.js';
import { createDataSource } from './data-source.js';
import { diskIsFull } from './database-failures.js';
import { Installation } from './installation.js';
import { migrate } from './migrate.js';
import { noDatabase } from './no-database.js';
import { guardTransactions } from './one-connection.js';
import { PoolMetrics } from './pool-metrics.js';
import { sessionTrouble } from './session.js';

/** Address of the database that is really used, embedded or given. */
export class DatabaseAddress {
  constructor(readonly url: string) {}
}

/** PostgreSQL for everybody: inject `DataSource`. */
@Global()
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(
    private readonly source: DataSource,
    health: HealthService,
  ) {
    health.register('database', async () => {
      const trouble = await sessionTrouble(source);
      return trouble ?? (diskIsFull() ? 'its disk is full' : null);
    });
  }

  static at(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        PoolMetrics,
        { provide: DatabaseAddress, useValue: new DatabaseAddress(url) },
        {
          provide: DataSource,
          inject: [CONFIG, Log],
          useFactory: async (config: Config, log: Log): Promise<DataSource> => {
            const source = createDataSource(url, config.databasePool);
            if (!config.production) guardTransactions(source);
            await connect(source, url);
            const ran = await migrate(source, url);
            if (ran.length > 0) log.log(`migrated: ${ran.join(', ')}`);
            return source;
          },
        },
        {
          provide: Installation,
          inject: [DataSource],
          useFactory: async (source: DataSource): Promise<Installation> => {
            const [row] = await source.query<{ key: string }[]>('SELECT key FROM installation');
            if (row === undefined) throw new Error('The table installation is empty');
            return new Installation(row.key);
          },
        },
        AfterCommit,
      ],
      exports: [AfterCommit, DataSource, DatabaseAddress, Installation],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

/** @throws ConfigError naming DATABASE_URL, without its password */
async function connect(source: DataSource, url: string): Promise<void> {
  try {
    await source.initialize();
  } catch (error) {
    throw noDatabase(url, error);
  }
}
