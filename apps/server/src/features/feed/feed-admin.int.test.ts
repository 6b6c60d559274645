import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, type Caller } from '../calendar/testing/api.js';

let server: TestServer;
let admin: Caller;

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

it('P5: an admin has the schedule read again, on the record; a player does not', async () => {
  await server.db.query(
    'INSERT INTO feed_week (season, season_type, week, read_at) VALUES (2024, 2, 8, now())',
  );
  const weeks = () => server.db.query('SELECT week FROM feed_week');
  const player = await aPlayer(server.url);
  expect((await player.post('/api/admin/schedule/import')).status).toBe(403);
  expect(await weeks()).toHaveLength(1);
  expect((await admin.post('/api/admin/schedule/import', { why: 'A game was moved' })).status).toBe(202);
  expect(await weeks()).toEqual([]);
  expect(await server.db.query('SELECT action, target, why FROM audit')).toEqual([
    { action: 'schedule.import', target: 'schedule', why: 'A game was moved' },
  ]);
});
