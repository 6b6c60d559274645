import type { Config } from '../../config/config.js';
import { ConfigError } from '../../config/variables.js';
import { DATABASE, runningServer, startEmbeddedPostgres } from './embedded-postgres.js';

export interface OpenDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Opens the configured database, or an embedded one that lives as long as this process.
 * @throws ConfigError naming DATA_DIR when nothing can be stored there
 */
export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, close: async () => undefined };
  try {
    return await startEmbeddedPostgres(config.dataDir);
  } catch (error) {
    if (!isFileTrouble(error)) throw error;
    throw new ConfigError(`DATA_DIR ${config.dataDir} cannot be used: ${error.message}`);
  }
}

/**
 * Opens the database for a command beside the server: the one that the running server uses, or as `openDatabase`.
 * @throws ConfigError naming DATA_DIR when nothing can be stored there
 */
export async function openBesideServer(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
): Promise<OpenDatabase> {
  const running = config.databaseUrl === null ? runningServer(config.dataDir, DATABASE) : null;
  return running === null ? openDatabase(config) : { url: running, close: async () => undefined };
}

/** True for errors in which the system refuses a file or folder. */
function isFileTrouble(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error && 'syscall' in error && 'path' in error;
}
