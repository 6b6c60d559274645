import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Scratch } from '../harness/scratch.js';

/** PostgreSQL and Redis: as the environment says, else those on this machine. */
export const POSTGRES_URL = process.env.DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
export const REDIS_URL = process.env.REDIS_URL ?? 'redis://127.0.0.1:6379';

/** Runs statements on a database. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A new, empty database that is dropped at the end. @returns its address */
export async function newDatabase(scratch: Scratch): Promise<string> {
  const name = `sunday_bench_${randomBytes(6).toString('hex')}`;
  await onDatabase(POSTGRES_URL, (client) => client.query(`CREATE DATABASE ${name}`));
  scratch.defer(() =>
    onDatabase(POSTGRES_URL, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  );
  const url = new URL(POSTGRES_URL);
  url.pathname = `/${name}`;
  return url.href;
}
