import { siteStatusSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, until } from '../../../testing/index.js';
import { type Answer, aPlayer, aVisitor, type Caller } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../../calendar/testing/slate-fixture.js';

let servers: [TestServer, TestServer];
let admin: Caller;
let player: Caller;
let onOther: Caller;
beforeAll(async () => {
  const first = await startTestServer({ role: 'web' });
  await lockAtKickOff(first.db);
  // the second node does not hear the first one: they share no bus
  const second = await startTestServer({ role: 'web', databaseUrl: first.config.databaseUrl });
  servers = [first, second];
  admin = await aPlayer(first.url);
  player = await aPlayer(first.url);
  onOther = await aPlayer(second.url);
  await first.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  await feed(first.app, anAnswer([aGame('a')]));
});
afterAll(async () => {
  for (const server of [...servers].reverse()) await server.close();
});

const flip = (change: object): Promise<Answer> =>
  admin.patch('/api/admin/switches', { why: 'New schedule comes in', ...change });
const refused = { status: 503, body: { code: 'maintenance', detail: 'Back at noon' } };
const card = { picks: { a: 'away' }, banker: 'a', joker: false };

describe('maintenance', () => {
  it('refuses changes by players on every node within 5 s, and never by admins', async () => {
    expect((await flip({ maintenance: true, notice: 'Back at noon' })).status).toBe(200);
    expect(await player.put('/api/me/cards/8', card)).toMatchObject(refused);
    expect(await player.patch('/api/me', { liveLanding: false })).toMatchObject(refused);
    await until(async () => (await onOther.post('/api/leagues', { name: 'Den' })).status === 503, 5_000);
    const response = await fetch(`${servers[0].url}/api/leagues`, {
      method: 'POST',
      headers: { cookie: player.cookie, 'content-type': 'application/json' },
      body: '{"name":"Den"}',
    });
    expect(response.headers.get('retry-after')).toBe('60');
    expect((await aVisitor(servers[0].url).post('/api/auth/sign-up/email', {})).status).toBe(503);
    expect((await admin.put('/api/me/cards/8', card)).status).toBe(200);
  });

  it('keeps standings readable and live, lets admins sign in, and is shown to everybody', async () => {
    expect((await player.get('/api/leagues/everyone/standings')).status).toBe(200);
    const asClient = { 'x-requested-with': 'sunday-live' };
    expect((await player.get('/api/leagues/everyone/live?wait=0', asClient)).status).toBe(200);
    expect((await player.get('/readyz')).status).toBe(200);
    const status = siteStatusSchema.parse((await aVisitor(servers[0].url).get('/api/status')).body);
    expect(status).toEqual({
      registration: 'open',
      livePage: true,
      maintenance: true,
      notice: 'Back at noon',
    });
    const wrong = await aVisitor(servers[0].url).post('/api/auth/sign-in/email', {
      email: 'nobody@test.example',
      password: 'wrong wrong',
    });
    expect(wrong.status).toBe(401);
  });

  it('ends on every node within 5 s', async () => {
    expect((await flip({ maintenance: false })).status).toBe(200);
    expect((await player.put('/api/me/cards/8', card)).status).toBe(200);
    await until(async () => (await onOther.put('/api/me/cards/8', card)).status === 200, 5_000);
  });
});

describe('switches', () => {
  it('change the given fields only', async () => {
    await flip({ notice: 'Soon' });
    expect((await flip({ livePage: false })).body).toEqual({
      registration: 'open',
      livePage: false,
      maintenance: false,
      notice: 'Soon',
    });
  });

  it('need a reason, and are in the audit', async () => {
    expect((await admin.patch('/api/admin/switches', { livePage: true })).status).toBe(422);
    const [row] = await servers[0].db.query('SELECT * FROM audit ORDER BY id DESC LIMIT 1');
    expect(row).toMatchObject({
      action: 'site.switch',
      before: { livePage: true, notice: 'Soon' },
      after: { livePage: false, notice: 'Soon' },
      why: 'New schedule comes in',
    });
  });
});
