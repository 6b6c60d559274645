import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** TypeORM's pool of connections, for code that shares the process's one limit of connections. */
export function poolOf(db: DataSource): Pool {
  if (!(db.driver instanceof PostgresDriver)) throw new Error('The data source is not PostgreSQL');
  return db.driver.master as Pool;
}
