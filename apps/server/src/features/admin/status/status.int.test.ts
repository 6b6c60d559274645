import { type AdminStatus, adminStatusSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OutsideServices } from '../../../platform/health/outside-services.js';
import { startTestServer, type TestServer } from '../../../testing/index.js';
import { AlertsService } from '../../alerts/alerts.service.js';
import { aPlayer, type Caller } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../../calendar/testing/slate-fixture.js';
import { DatabaseGrowth } from './database-growth.js';

let server: TestServer;
let admin: Caller;
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  await feed(server.app, anAnswer([aGame('a')]));
});
afterAll(() => server.close());

const get = <T>(token: abstract new (...args: never[]) => T): T => server.app.get(token, { strict: false });
const read = async (): Promise<AdminStatus> =>
  adminStatusSchema.parse((await admin.get('/api/admin/status')).body);

describe('the status page', () => {
  it('is for admins', async () => {
    expect((await (await aPlayer(server.url)).get('/api/admin/status')).status).toBe(403);
  });

  it('names the versions, the head of the log and the nodes', async () => {
    const [stream] = await server.db.query('SELECT epoch, head::int FROM slate_stream');
    const [{ version }] = await server.db.query(`SELECT current_setting('server_version') AS version`);
    const status = await read();
    expect(status.versions).toMatchObject({ node: process.version, postgres: version });
    expect(status.versions.server).toMatch(/^\d+\.\d+\.\d+$/);
    expect(status.log).toEqual(stream);
    expect(status.nodes).toMatchObject([{ role: 'web' }]);
    expect(status.email).toEqual({ way: 'files' });
    expect(status.backup).toEqual({ scheduled: false, last: null });
  });

  it('says how many events a node is behind the log', async () => {
    await expect.poll(async () => (await read()).nodes[0]?.behind, { timeout: 10_000 }).toBe(0);
    // events that no node has applied: this one was never announced
    await server.db.query('UPDATE slate_stream SET head = head + 3');
    await expect.poll(async () => (await read()).nodes[0]?.behind, { timeout: 10_000 }).toBe(3);
    await server.db.query('UPDATE slate_stream SET head = head - 3');
  });

  it('lists a worker, which follows the log only when somebody needs that', async () => {
    const worker = await startTestServer({ role: 'worker', databaseUrl: server.config.databaseUrl });
    try {
      const workers = async () => (await read()).nodes.filter(({ role }) => role === 'worker');
      await expect.poll(workers, { timeout: 10_000 }).toMatchObject([{ behind: null }]);
    } finally {
      await worker.close();
    }
  });

  it('shows what fails outside, and open alerts', async () => {
    await get(OutsideServices).failed('push', 'status 403', 'push.example');
    await get(AlertsService).raise(server.db.manager, { key: 'x', title: 'Look here', message: 'Now' });
    const { failing, alerts } = await read();
    expect(failing).toMatchObject([{ service: 'push push.example', times: 1, reason: 'status 403' }]);
    expect(alerts).toMatchObject([{ title: 'Look here' }]);
  });

  it('tells the size of the database and its growth since the first size of the week', async () => {
    await server.db.query('DELETE FROM database_size');
    expect((await read()).database.grown).toBeNull();
    await server.db.query(
      `INSERT INTO database_size (day, at, bytes) VALUES
         (current_date - 3, now() - interval '3 days', 1000), (current_date - 9, now() - interval '9 days', 10),
         (current_date - 500, now() - interval '500 days', 1)`,
    );
    await get(DatabaseGrowth).note();
    await get(DatabaseGrowth).note();
    const { bytes, grown, tables } = (await read()).database;
    expect(grown?.bytes).toBe(bytes - 1000);
    expect(tables[0]?.bytes).toBeGreaterThan(0);
    expect(await server.db.query('SELECT count(*)::int AS days FROM database_size')).toEqual([{ days: 3 }]);
  });
});
