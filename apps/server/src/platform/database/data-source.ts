import { DataSource } from 'typeorm';
import { migrations as all } from './migrations/index.js';
import { PatientClient } from './patient-client.js';

/** How long a query waits for a free connection before the answer is `busy`. */
export const POOL_WAIT_MS = 2000;

/**
 * A data source on `url`, not yet connected. Raw SQL and migrations; int8 comes as a number.
 * @param migrations all there are, or those up to an older version
 */
export function createDataSource(url: string, poolSize: number, migrations = all): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    connectTimeoutMS: POOL_WAIT_MS,
    parseInt8: true,
    applicationName: 'sunday-live',
    migrations,
    migrationsTransactionMode: 'all',
    // short queries only: compiling one costs more than running it
    extra: {
      Client: PatientClient,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      options: '-c jit=off',
    },
    poolErrorHandler: () => undefined,
    logging: false,
  });
}
