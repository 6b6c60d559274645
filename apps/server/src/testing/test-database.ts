import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { readConfig } from '../config/config.js';
import { entities } from '../entities.js';
import { createDataSource } from '../platform/database/data-source.js';
import { migrate } from '../platform/database/migrate.js';
import { guardTransactions } from '../platform/database/one-connection.js';

export interface TestDatabase {
  readonly url: string;
  readonly db: DataSource;
  /** Closes all connections and drops the database. */
  drop(): Promise<void>;
}

/** With a secret, because otherwise one would be created in ./var. */
const services = () => readConfig({ SESSION_SECRET: 'a secret that only tests use', ...process.env });

/** The PostgreSQL server for tests: DATABASE_URL, otherwise the one on localhost. */
export function testServerUrl(): string {
  return services().databaseUrl ?? 'postgres://postgres@127.0.0.1:5432/postgres';
}

/** The Redis server for tests: REDIS_URL, otherwise the one on localhost. */
export function testRedisUrl(): string {
  return services().redisUrl ?? 'redis://127.0.0.1:6379';
}

/** Creates an empty database on the test server. @returns its address, and a function that drops it */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = testServerUrl();
  const name = `sunday_test_${randomBytes(6).toString('hex')}`;
  await queryOnce(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => void (await queryOnce(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** Creates a database with the current schema. */
export async function testDatabase(poolSize = 5): Promise<TestDatabase> {
  const { url, drop } = await emptyDatabase();
  const db = createDataSource(url, poolSize, { entities });
  guardTransactions(db);
  try {
    await db.initialize();
    await migrate(db, url);
  } catch (error) {
    if (db.isInitialized) await db.destroy();
    await drop();
    throw error;
  }
  return {
    url,
    db,
    drop: async () => {
      if (db.isInitialized) await db.destroy();
      await drop();
    },
  };
}

/** Runs a statement on a separate connection. @returns its rows */
export async function queryOnce<Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
