import pg from 'pg';
import type { DataSource } from 'typeorm';
import { ConfigError } from '../../config/variables.js';
import { MIGRATION_LIMIT_MS, sessionConfig, withQueryLimit } from './session.js';

/** Returns the reason why the database cannot be used; it names DATABASE_URL without its password. */
export function noDatabase(url: string, error: unknown): ConfigError {
  return new ConfigError(`DATABASE_URL: no database at ${placeOf(url)}: ${reasonOf(error)}`);
}

/** The role may not create tables, the search path has no schema for them, or the server is read-only. */
const REFUSALS = new Set(['42501', '3F000', '25006']);

/**
 * Converts a migration's error for the person who started the server: a cause in the database's settings becomes a
 * ConfigError.
 */
export function noTables(url: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (typeof code !== 'string' || !REFUSALS.has(code)) return error;
  return new ConfigError(`DATABASE_URL: no tables can be made at ${placeOf(url)}: ${reasonOf(error)}`);
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.message !== '' ? error.message : 'it does not answer';
}

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
  // the migrations fail, too; without a listener the process would end
  locker.on('error', () => undefined);
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
