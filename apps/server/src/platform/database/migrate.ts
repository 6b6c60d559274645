import pg from 'pg';
import type { DataSource } from 'typeorm';
import { noDatabase, noTables } from './no-database.js';
import { MIGRATION_LIMIT_MS, withQueryLimit } from './query-limit.js';
import { sessionConfig } from './session.js';

/** Number of the advisory lock that the migrating node holds; the same for all nodes. */
const MIGRATION_LOCK = 715_102_644;

/**
 * Runs the pending migrations. Of several processes that start together one migrates and the others wait. The lock
 * has its own connection, so that a pool of one connection does not wait for itself.
 * @returns names of the migrations that ran here
 * @throws ConfigError when the database cannot be reached, or does not allow tables to be created
 */
export async function migrate(source: DataSource, url: string): Promise<string[]> {
  const locker = new pg.Client({ ...sessionConfig(url), application_name: 'sunday-live migrations' });
  await locker.connect().catch((error: unknown) => {
    throw noDatabase(url, error);
  });
  try {
    await locker.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await withQueryLimit(MIGRATION_LIMIT_MS, () => source.runMigrations());
    return done.map((migration) => migration.name);
  } catch (error) {
    throw noTables(url, error);
  } finally {
    await locker.end();
  }
}
