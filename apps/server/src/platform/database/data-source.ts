import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations as all } from './migrations/index.js';
import { GuardedPool } from './one-connection.js';
import { PatientClient } from './patient-client.js';
import { sessionConfig } from './session.js';

/** How long a query waits for a free connection before the answer is `busy`. */
export const POOL_WAIT_MS = 2000;

/**
 * A data source on `url`, not yet connected. Raw SQL and migrations; int8 comes as a number.
 * @param migrations all there are, or those up to an older version
 */
export function createDataSource(url: string, poolSize: number, migrations = all): DataSource {
  const { connectionString, options } = sessionConfig(url);
  return new DataSource({
    type: 'postgres',
    driver: { ...pg, Pool: GuardedPool },
    url: connectionString,
    poolSize,
    connectTimeoutMS: POOL_WAIT_MS,
    parseInt8: true,
    applicationName: 'sunday-live',
    migrations,
    migrationsTransactionMode: 'all',
    extra: {
      Client: PatientClient,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      options,
    },
    poolErrorHandler: () => undefined,
    logging: false,
  });
}
