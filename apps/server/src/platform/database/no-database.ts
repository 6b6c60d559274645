import { ConfigError } from '../../config/config-error.js';

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
