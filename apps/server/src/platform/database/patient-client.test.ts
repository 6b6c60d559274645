import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { databaseTrouble } from '../errors/problem.filter.js';
import { GuardedPool } from './one-connection.js';
import { PatientClient, withFailures } from './patient-client.js';
import { QueryTimeout, withQueryLimit } from './session.js';

const SSL_REQUEST_BYTES = 8;
const AUTHENTICATED = Buffer.from([0x52, 0, 0, 0, 8, 0, 0, 0, 0]);
const READY = Buffer.from([0x5a, 0, 0, 0, 5, 0x49]);

/** Encodes an error as PostgreSQL sends it: fields of a letter and a text, each ended by zero. */
function fatal(message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0C57P01\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

let server: Server;
beforeEach(async () => {
  // sends "ready" and the final error in one packet, as a process reads it after a suspension
  server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (startup: Buffer) => {
      expect(startup.length).toBeGreaterThan(SSL_REQUEST_BYTES);
      socket.end(Buffer.concat([AUTHENTICATED, READY, fatal('terminating connection')]));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());

it('a connection that is terminated in the moment in which it is lent fails its query, not the process', async () => {
  const { port } = server.address() as AddressInfo;
  const pool = new pg.Pool({ host: '127.0.0.1', port, user: 'x', Client: PatientClient, max: 1 });
  pool.on('error', () => undefined);
  const client = await pool.connect();
  await expect(client.query('SELECT 1')).rejects.toThrow();
  client.release(true);
  await pool.end();
});

it('a query that is not answered ends within its limit of time, and nothing more is asked on its connection', async () => {
  const silent = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.write(Buffer.concat([AUTHENTICATED, READY])));
  });
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const pool = new GuardedPool({ host: '127.0.0.1', port, user: 'x', Client: PatientClient, max: 1 });
  pool.on('error', () => undefined);
  const client = await pool.connect();
  const { result, failure } = await withFailures(() =>
    withQueryLimit(100, () => client.query('SELECT 1')).catch((error: unknown) => error),
  );
  expect(result).toBeInstanceOf(QueryTimeout);
  expect(failure).toBe(result);
  expect(databaseTrouble(result)).toBe('unavailable');
  const since = performance.now();
  await expect(client.query('ROLLBACK')).rejects.toThrow(/not queryable/);
  expect(performance.now() - since).toBeLessThan(1000);
  client.release();
  expect(pool.totalCount).toBe(0);
  // with a callback, as the pool itself calls it
  const asked = withQueryLimit(100, () => pool.query('SELECT 1'));
  await expect(asked).rejects.toThrow(/did not answer within 100 ms/);
  await pool.end();
  silent.close();
});
