import pg from 'pg';
import { DataSource, DefaultNamingStrategy, type Table } from 'typeorm';
import { migrations as all } from './migrations/index.js';
import { GuardedPool } from './one-connection.js';
import { PatientClient } from './patient-client.js';
import { sessionConfig } from './session.js';

/**
 * Names as PostgreSQL itself generates them, so that entities and migrations agree without a name in each decorator:
 * `card_pkey`, `card_player_fkey`, `league_code_key`. Columns are snake_case, and a relation's column has the
 * relation's name. Checks and indexes are named in their decorators.
 */
class PostgresNames extends DefaultNamingStrategy {
  override columnName(property: string, given: string | undefined): string {
    return given ?? snakeCase(property);
  }

  override joinColumnName(relation: string): string {
    return snakeCase(relation);
  }

  override primaryKeyName(table: Table | string): string {
    return `${this.getTableName(table)}_pkey`;
  }

  override foreignKeyName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_fkey`;
  }

  override uniqueConstraintName(table: Table | string, columns: string[]): string {
    return `${this.getTableName(table)}_${columns.join('_')}_key`;
  }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** How long a query waits for a free connection before the answer is `busy`, in ms. */
export const POOL_WAIT_MS = 2000;

/** Classes with `@Entity`. */
export type Entities = readonly (new () => object)[];

interface Schema {
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
