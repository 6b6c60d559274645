import { ConfigError } from '../../config/config-error.js';

/** Why the database cannot be used, naming DATABASE_URL without its password. */
export function noDatabase(url: string, error: unknown): ConfigError {
  return new ConfigError(`DATABASE_URL: no database at ${placeOf(url)}: ${reasonOf(error)}`);
}

/** No rights to make tables, no schema to make them in (a wrong search path), a server that takes no writes. */
const REFUSALS = new Set(['42501', '3F000', '25006']);

/** The error of a migration as it is told to whoever started the server: one that the database's settings make is theirs to mend. */
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
