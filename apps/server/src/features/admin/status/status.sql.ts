import type { EntityManager } from 'typeorm';

/** A table of the database. The number of rows is PostgreSQL's estimate. */
export interface TableSize {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
}

/** Version and size of the database. */
export interface DatabaseFacts {
  readonly version: string;
  /** With indexes. */
  readonly bytes: number;
}

/** Reads PostgreSQL's version and the size of the database. */
export async function databaseFacts(manager: EntityManager): Promise<DatabaseFacts> {
  const [row] = await manager.query<DatabaseFacts[]>(
    `SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS bytes`,
  );
  if (row === undefined) throw new Error('the database does not tell its size');
  return row;
}

/** Returns the largest tables with their indexes, largest first. */
export function largestTables(manager: EntityManager, count: number): Promise<TableSize[]> {
  return manager.query<TableSize[]>(
    `SELECT relname AS name, pg_total_relation_size(relid)::float8 AS bytes, n_live_tup::float8 AS rows
     FROM pg_stat_user_tables WHERE schemaname = 'public' ORDER BY 2 DESC, 1 LIMIT $1`,
    [count],
  );
}

/** Stores today's size, unless it is stored already. */
export async function noteSize(manager: EntityManager): Promise<void> {
  await manager.query(
    `INSERT INTO database_size (day, bytes) VALUES (current_date, pg_database_size(current_database()))
     ON CONFLICT (day) DO NOTHING`,
  );
}
