import type { Config } from '../../config/config.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';

export interface OpenDatabase {
  readonly url: string;
  close(): Promise<void>;
}

/** The given database, or an embedded one that lives as long as this process. */
export async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl, close: async () => undefined };
  return startEmbeddedPostgres(config.dataDir);
}
