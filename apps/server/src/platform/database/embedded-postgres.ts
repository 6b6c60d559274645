import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { ConfigError } from '../../config/variables.js';
import { type RunAs, runAs, usableBinaries } from './embedded/binaries.js';
import { dataFolder, initCluster, outsideFolder, SUPERUSER } from './embedded/data-folder.js';
import { heldBy, lockDataDir } from './embedded/data-lock.js';
import { type Postmaster, startPostmaster } from './embedded/postmaster.js';
import { RestartingServer } from './embedded/restarting-server.js';

/** A PostgreSQL server that belongs to this process. */
export interface EmbeddedPostgres {
  /** Address of the server's database `sunday_live`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Name of the application's database. */
export const DATABASE = 'sunday_live';
const START_LIMIT_MS = 30_000;

/**
 * Starts PostgreSQL on the data under `dataDir` and creates it on first use. As root it runs PostgreSQL as another
 * user; it cleans up after kill -9 and stops what an earlier process left running. A server that ends by itself is
 * restarted.
 * @throws ConfigError when another process uses `dataDir`, or when it cannot be written
 */
export async function startEmbeddedPostgres(dataDir: string): Promise<EmbeddedPostgres> {
  const user = runAs();
  const { unlock, binaries, data, password } = await naming(dataDir, () => prepare(dataDir, user));
  const address = (port: number, database: string): string =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}`;
  const server = new RestartingServer(async (port) => {
    const started = await startPostmaster(binaries.postgres, data, user, port);
    try {
      await untilReady(started, address(started.port, 'postgres'));
      return started;
    } catch (error) {
      await started.stop();
      throw error;
    }
  });
  try {
    const port = await server.start();
    return {
      url: address(port, DATABASE),
      close: async () => {
        await server.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

async function prepare(dataDir: string, user: RunAs | null) {
  const folder = dataFolder(dataDir, user);
  const unlock = lockDataDir(dataDir);
  try {
    const binaries = usableBinaries(user, () => outsideFolder(dataDir, user));
    return { unlock, binaries, ...(await initCluster(binaries.initdb, folder, user)) };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Errors of the file system are shown to the person who chose the folder. */
async function naming<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Error) || !('syscall' in error)) throw error;
    throw new ConfigError(`DATA_DIR ${dataDir} cannot be used: ${error.message}`);
  }
}

/** Waits until the server accepts connections, and creates the database if it is missing. */
async function untilReady(server: Postmaster, url: string): Promise<void> {
  const until = performance.now() + START_LIMIT_MS;
  for (;;) {
    if (server.process.exitCode !== null || server.process.signalCode !== null) {
      throw new Error(`The embedded PostgreSQL does not start: ${server.output().trim()}`);
    }
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    // a connection that breaks while the server starts also fails the query
    client.on('error', () => undefined);
    try {
      await client.connect();
      const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
      if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await wait(25);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

const PORT_LINE = 3;

/** Returns the URL of the embedded server that another process runs on `dataDir` now; null when none runs. */
export function runningServer(dataDir: string, database: string): string | null {
  if (heldBy(dataDir) === null) return null;
  const folder = dataFolder(dataDir, runAs());
  const file = join(folder, 'data', 'postmaster.pid');
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, 'utf8').split('\n')[PORT_LINE]);
  const password = readFileSync(join(folder, 'password'), 'utf8').trim();
  return Number.isInteger(port) ? `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${database}` : null;
}
