import { storeCards } from '@sunday-live/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Chores } from '../../platform/work/chores.js';
import { signUp, startTestServer, type TestServer } from '../../testing/index.js';
import { QUARANTINE_DAYS } from '../slate/quarantine-review.service.js';
import { UNVERIFIED_DAYS } from './account-removal.service.js';

let server: TestServer;
beforeAll(async () => {
  // a web node runs no chores by itself
  server = await startTestServer({ role: 'web', requireEmailVerification: true });
});
afterAll(() => server.close());

async function clean({ app, db }: TestServer = server): Promise<void> {
  await db.query('DELETE FROM ticker');
  await app.get(Chores, { strict: false }).runDue();
}
const count = async (table: string): Promise<number> =>
  (await server.db.query(`SELECT 1 FROM ${table}`)).length;

async function anAccount(name: string, days: number): Promise<string> {
  await fetch(`${server.url}/api/auth/sign-up/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, email: `${name.toLowerCase()}@test.example`, password: 'correct horse' }),
  });
  const [[row]] = await server.db.query<[{ id: string }[], number]>(
    `UPDATE "user" SET "createdAt" = now() - make_interval(days => $2) WHERE name = $1 RETURNING id`,
    [name, days],
  );
  if (row === undefined) throw new Error('no account');
  return row.id;
}

it('X71 what has ended is removed: sessions, links, old quarantine, accounts that nobody confirmed', async () => {
  const [old, fresh, played] = [
    await anAccount('Old', UNVERIFIED_DAYS + 1),
    await anAccount('Fresh', UNVERIFIED_DAYS - 1),
    await anAccount('Played', UNVERIFIED_DAYS + 1),
  ];
  await storeCards(server.db, [{ player: played, week: 8, picks: {} }]);
  await server.db.query(
    `INSERT INTO "session" (id, token, "userId", "expiresAt") VALUES
     ('ended', 'ended', $1, now() - interval '1 minute'), ('lasting', 'lasting', $1, now() + interval '1 day')`,
    [fresh],
  );
  await server.db.query(
    `INSERT INTO "verification" (id, identifier, value, "expiresAt") VALUES ('ended', 'x', 'y', now() - interval '1 minute')`,
  );
  await server.db.query(
    `INSERT INTO feed_quarantine (game, reason, observation, last_at) VALUES
     ('a', 'bad-score', '{}', now() - make_interval(days => $1)), ('b', 'bad-score', '{}', now())`,
    [QUARANTINE_DAYS + 1],
  );
  await clean();
  const left = await server.db.query<{ id: string }[]>('SELECT id FROM "user" ORDER BY n');
  expect(left.map(({ id }) => id)).toEqual([fresh, played]);
  expect(await server.db.query('SELECT id FROM "session"')).toEqual([{ id: 'lasting' }]);
  expect(await server.db.query('SELECT game FROM feed_quarantine')).toEqual([{ game: 'b' }]);
  expect(await count(`"verification" WHERE id = 'ended'`)).toBe(0);
  expect(await count(`slate_event WHERE kind = 'player-removed' AND payload->>'player' = '${old}'`)).toBe(1);
  // an address that may belong to a stranger gets no email about it
  expect(await count(`mail WHERE kind = 'goodbye'`)).toBe(0);
});

it('X71 where addresses need not be confirmed, nobody is removed', async () => {
  const open = await startTestServer({ role: 'web', requireEmailVerification: false });
  try {
    const { id } = await signUp(open.url);
    await open.db.query(`UPDATE "user" SET "createdAt" = now() - interval '1 year'; DELETE FROM "session"`);
    await clean(open);
    expect(await open.db.query('SELECT id FROM "user"')).toEqual([{ id }]);
  } finally {
    await open.close();
  }
});
