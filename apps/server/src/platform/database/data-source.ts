import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations as all } from './migrations/index.js';
import { GuardedPool } from './one-connection.js';
import { PatientClient } from './patient-client.js';
import { PostgresNames } from './postgres-names.js';
import { sessionConfig } from './session.js';

/** How long a query waits for a free connection before the answer is `busy`, in ms. */
export const POOL_WAIT_MS = 2000;

/** Classes with `@Entity`. */
export type Entities = readonly (new () => object)[];

export interface Schema {
  /** The entities that repositories use; none for a process that only runs SQL. */
  readonly entities?: Entities;
  /** All migrations, or those up to an older version. */
  readonly migrations?: typeof all;
}

/** Makes a data source for `url`; it is not connected yet. int8 is read as a number, timestamptz as a Date. */
export function createDataSource(
  url: string,
  poolSize: number,
  { entities = [], migrations = all }: Schema = {},
): DataSource {
  const { connectionString, options } = sessionConfig(url);
  return new DataSource({
    type: 'postgres',
    driver: { ...pg, Pool: GuardedPool },
    url: connectionString,
    poolSize,
    connectTimeoutMS: POOL_WAIT_MS,
    parseInt8: true,
    applicationName: 'sunday-live',
    entities: [...entities],
    namingStrategy: new PostgresNames(),
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
