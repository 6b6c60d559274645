import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Queue, Worker } from 'bullmq';
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyDatabase, startTestServer, until } from '../../testing/index.js';
import './bull-module.js';
import { QueuePool } from './queue-pool.js';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

/** A database that closes every connection until it is opened. */
async function lateDatabase(): Promise<{ url: string; refused(): number; open(): void }> {
  const { url, drop } = await emptyDatabase();
  undo.push(drop);
  const { hostname, port } = new URL(url);
  let isOpen = false;
  let refused = 0;
  const door = createServer((socket) => {
    socket.on('error', () => undefined);
    if (!isOpen) {
      refused += 1;
      socket.destroy();
      return;
    }
    const onwards = connect(Number(port || 5432), hostname);
    onwards.on('error', () => socket.destroy());
    socket.pipe(onwards).pipe(socket);
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  undo.push(async () => door.close());
  const late = new URL(url);
  late.host = `127.0.0.1:${(door.address() as AddressInfo).port}`;
  return {
    url: late.href,
    refused: () => refused,
    open: () => {
      isOpen = true;
    },
  };
}

describe('queues in PostgreSQL', () => {
  it('wait for a database that is not there yet, with pauses, and then continue', async () => {
    const database = await lateDatabase();
    const connection = new QueuePool(database.url, 16) as never;
    const done: string[] = [];
    const worker = new Worker('late', async (job) => done.push(job.name), { connection });
    const queue = new Queue('late', { connection });
    const errors: unknown[] = [];
    worker.on('error', (error) => errors.push(error));
    queue.on('error', (error) => errors.push(error));
    undo.push(async () => {
      await worker.close();
      await queue.close();
    });
    const added = queue.add('first', {});
    await until(async () => database.refused() >= 2);
    expect(errors.length).toBeGreaterThan(0);
    expect(database.refused()).toBeLessThan(20);
    database.open();
    await added;
    await until(async () => done.includes('first'));
  });

  it('of a whole process share few connections, which end with it', async () => {
    const database = await emptyDatabase();
    undo.push(database.drop);
    const outside = new pg.Client({ connectionString: database.url });
    await outside.connect();
    undo.push(() => outside.end());
    const others = async (): Promise<number> => {
      const { rows } = await outside.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      return rows[0]?.count ?? 0;
    };
    const server = await startTestServer({ databaseUrl: database.url });
    try {
      expect(await others()).toBeLessThanOrEqual(server.config.databasePool + 16);
    } finally {
      await server.close();
    }
    await until(async () => (await others()) === 0);
  });
});
