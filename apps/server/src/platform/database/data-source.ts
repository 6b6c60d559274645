import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations as all } from './migrations/index.js';
import { GuardedPool } from './one-connection.js';
import { PatientClient } from './patient-client.js';

/** How long a query waits for a free connection before the answer is `busy`. */
export const POOL_WAIT_MS = 2000;

/**
 * What the code relies on, whatever is set for the server, the database or the role. Not the search path: it says where
 * the tables are. No JIT: queries are short, and compiling one costs more than running it.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO',
  standard_conforming_strings: 'on',
  default_transaction_read_only: 'off',
  jit: 'off',
};

/**
 * A data source on `url`, not yet connected. Raw SQL and migrations; int8 comes as a number.
 * @param migrations all there are, or those up to an older version
 */
export function createDataSource(url: string, poolSize: number, migrations = all): DataSource {
  return new DataSource({
    type: 'postgres',
    driver: { ...pg, Pool: GuardedPool },
    url,
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
      options: Object.entries(SETTINGS)
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    },
    poolErrorHandler: () => undefined,
    logging: false,
  });
}
