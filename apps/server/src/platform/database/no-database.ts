import { ConfigError } from '../../config/config-error.js';

/** Why the database cannot be used, naming DATABASE_URL without its password. */
export function noDatabase(url: string, error: unknown): ConfigError {
  const { host, pathname } = new URL(url);
  const reason = error instanceof Error && error.message !== '' ? error.message : 'it does not answer';
  return new ConfigError(`DATABASE_URL: no database at ${host}${pathname}: ${reason}`);
}
