import { type AdminDesk, adminDeskSchema, remindedSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/index.js';
import { aPlayer, type Caller } from '../../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../../calendar/testing/slate-fixture.js';

let server: TestServer;
let admin: Caller;
let ann: Caller;
let ben: Caller;
let cid: Caller;
const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  [admin, ann, ben, cid] = [
    await aPlayer(server.url, { name: 'Ada' }),
    await aPlayer(server.url, { name: 'Ann' }),
    await aPlayer(server.url, { name: 'Ben' }),
    await aPlayer(server.url, { name: 'Cid' }),
  ];
  await server.db.query(`UPDATE "user" SET "emailVerified" = true`);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  await lockAtKickOff(server.db);
  await feed(
    server.app,
    anAnswer([aGame('a', { kickoff: inHours(5) }), aGame('b', { kickoff: inHours(9) })]),
  );
});
afterAll(() => server.close());

const read = async (): Promise<AdminDesk> => adminDeskSchema.parse((await admin.get('/api/admin/desk')).body);
const remind = async () => {
  const { status, body } = await admin.post('/api/admin/desk/remind', { why: 'Sunday is near' });
  expect(status).toBe(200);
  return remindedSchema.parse(body).players;
};
const nudged = async () =>
  (
    await server.db.query(
      `SELECT u.name FROM mail m JOIN "user" u ON u.id = m.player WHERE m.kind = 'nudge' ORDER BY 1`,
    )
  ).map(({ name }: { name: string }) => name);

describe('M23: an admin reminds', () => {
  it('those who have handed nothing in, once a day each, and never those who want no reminders', async () => {
    const whole = { picks: { a: 'away', b: 'home' }, banker: 'a', joker: false };
    expect((await ann.put('/api/me/cards/8', whole)).status).toBe(200);
    await server.db.query(
      `UPDATE "user" SET notifications = notifications || '{"reminder48h": false}' WHERE id = $1`,
      [cid.id],
    );
    expect((await read()).cards).toMatchObject({ week: 8, players: 4, done: 1, reach: 2 });
    expect(await remind()).toBe(2);
    expect(await nudged()).toEqual(['Ada', 'Ben']);
    expect((await read()).cards).toMatchObject({ reach: 0 });
    expect(await remind()).toBe(0);
    const [row] = await server.db.query('SELECT * FROM audit ORDER BY id LIMIT 1');
    expect(row).toMatchObject({ action: 'cards.remind', after: { reminded: 2 }, why: 'Sunday is near' });
    await server.db.query(
      `UPDATE mail SET wanted_at = now() - interval '25 hours', created_at = now() - interval '25 hours'`,
    );
    expect(await remind()).toBe(2);
  });

  it('nobody without a reason, and nothing when no game can be picked', async () => {
    expect((await admin.post('/api/admin/desk/remind', {})).status).toBe(422);
    expect((await ben.post('/api/admin/desk/remind', { why: 'Please' })).status).toBe(403);
    await feed(
      server.app,
      anAnswer([
        aGame('a', { kickoff: inHours(-5), state: 'in' }),
        aGame('b', { kickoff: inHours(-4), state: 'in' }),
      ]),
    );
    expect((await read()).cards).toBeNull();
    expect(await admin.post('/api/admin/desk/remind', { why: 'Too late' })).toMatchObject({ status: 409 });
  });
});

it('counts what waits for a decision, and what was not delivered', async () => {
  await server.db.query(
    `INSERT INTO feed_quarantine (game, reason, observation) VALUES ('x', 'no-teams', '{"detail": "?"}')`,
  );
  await server.db.query(
    `UPDATE mail SET state = 'failed', failed_at = now() WHERE id = (SELECT min(id) FROM mail WHERE kind = 'nudge')`,
  );
  expect(await read()).toMatchObject({ quarantine: 1, failed: [{ queue: 'mails', failed: 1 }] });
});
