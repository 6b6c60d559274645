import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CONFIG, type Config } from '../../config/config.js';
import { HealthService } from '../health/health.service.js';
import { Log } from '../logging/log.js';
import { createDataSource } from './data-source.js';
import { Installation } from './installation.js';
import { migrate } from './migrate.js';

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
      await source.query('SELECT 1');
      return null;
    });
  }

  static at(url: string): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        { provide: DatabaseAddress, useValue: new DatabaseAddress(url) },
        {
          provide: DataSource,
          inject: [CONFIG, Log],
          useFactory: async (config: Config, log: Log): Promise<DataSource> => {
            const source = createDataSource(url, config.databasePool);
            await source.initialize();
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
      ],
      exports: [DataSource, DatabaseAddress, Installation],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}
