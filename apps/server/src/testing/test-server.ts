import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { type Config, readConfig } from '../config/config.js';
import { createServer } from '../create-server.js';
import { emptyDatabase } from './test-database.js';

export interface TestServer {
  readonly url: string;
  readonly app: NestExpressApplication;
  readonly config: Config;
  readonly db: DataSource;
  readonly close: () => Promise<void>;
}

/**
 * Starts the whole server on a free port with its own database, as in production except for rate limits and logs.
 * Without overrides: role `all`, no Redis, no feed.
 * @param overrides fields of the configuration; `databaseUrl` shares an existing database
 */
export async function startTestServer(overrides: Partial<Config> = {}): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sunday-test-'));
  const database = overrides.databaseUrl == null ? await emptyDatabase() : null;
  const cleanUp = async (): Promise<void> => {
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const config: Config = {
    ...readConfig({
      PORT: '0',
      DATA_DIR: dataDir,
      // several servers at once must not exceed PostgreSQL's default number of connections
      DATABASE_POOL: '5',
      SESSION_SECRET: 'a secret that only tests use',
      RATE_LIMITS: 'off',
      LOG_LEVEL: 'error',
      FEED_URL: 'http://127.0.0.1:9',
      PUBLIC_URL: 'http://localhost:0',
    }),
    databaseUrl: database?.url ?? null,
    ...overrides,
  };
  try {
    const server = await createServer(config);
    return {
      url: server.url,
      app: server.app,
      config: server.config,
      db: server.app.get(DataSource),
      close: async () => {
        await server.close();
        await cleanUp();
      },
    };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}
