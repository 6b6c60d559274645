import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** TypeORM's pool of connections. Whoever shares it falls under the one limit of the process. */
export function poolOf(db: DataSource): Pool {
  if (!(db.driver instanceof PostgresDriver)) throw new Error('The data source is not PostgreSQL');
  return db.driver.master as Pool;
}
