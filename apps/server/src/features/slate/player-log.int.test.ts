import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer, until } from '../../testing/index.js';
import { aPlayer } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await lockAtKickOff(server.db);
  await feed(server.app, anAnswer([aGame('1')]));
});
afterAll(() => server.close());

/** Kinds of the events about the player, oldest first. */
async function onLog(player: string): Promise<string[]> {
  const rows = await server.db.query<{ kind: string }[]>(
    `SELECT kind FROM slate_event WHERE payload->>'player' = $1 OR payload->'player'->>'id' = $1 ORDER BY seq`,
    [player],
  );
  return rows.map(({ kind }) => kind);
}

/** Signs up without an event, as if the process had died in between. */
async function signedUpOnly() {
  const player = await aPlayer(server.url);
  await server.db.query(
    `WITH gone AS (DELETE FROM slate_event WHERE payload->'player'->>'id' = $1) UPDATE "user" SET on_log = false WHERE id = $1`,
    [player.id],
  );
  return player;
}

it('a new player whose event was not written is appended by the next round, and before anything else about the player', async () => {
  const [idle, busy] = [await signedUpOnly(), await signedUpOnly()];
  const card = { picks: { 1: 'away' }, banker: '1', joker: false };
  expect((await busy.put('/api/me/cards/8', card)).status).toBe(200);
  expect(await onLog(busy.id)).toEqual(['player', 'card']);
  await until(async () => (await onLog(idle.id)).length > 0, 10_000);
  expect(await onLog(idle.id)).toEqual(['player']);
});

it('an account is on the log when the sign-up is answered', async () => {
  const { id } = await aPlayer(server.url);
  expect(await onLog(id)).toEqual(['player']);
  expect(await server.db.query('SELECT on_log FROM "user" WHERE id = $1', [id])).toEqual([{ on_log: true }]);
});
