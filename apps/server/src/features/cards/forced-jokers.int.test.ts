import { leagueCardsSchema, receiptsSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, type Caller, manyPlayers } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../calendar/testing/slate-fixture.js';
import { LockWatcher } from '../slate/lock-watcher.js';
import { ForcedJokersService } from './forced-jokers.service.js';
import { ReceiptIssuer } from './receipts/receipt-issuer.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);
/** The regular season ends with week 18: jokers are forced in the last three weeks at most. */
const WEEKS = [14, 15, 16, 17, 18];

let server: TestServer;
let admin: Caller;
let ann: Caller;
const jokers = async (who: Caller): Promise<number[]> => {
  const rows = await server.db.query<{ week: number }[]>(
    'SELECT week FROM card_in_words WHERE player = $1 AND joker ORDER BY week',
    [who.id],
  );
  return rows.map(({ week }) => week);
};
const play = (): Promise<number> => server.app.get(ForcedJokersService, { strict: false }).play();
const starts = async (...ids: string[]): Promise<void> => {
  await feed(
    server.app,
    anAnswer(
      ids.map((id) => aGame(id, { week: Number(id.slice(0, 2)), state: 'in' })),
      { week: 18 },
    ),
  );
  await server.app.get(LockWatcher, { strict: false }).lockDue();
};
const set = (forcedJokers: boolean) => admin.patch('/api/admin/season', { forcedJokers });

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

beforeEach(async () => {
  await server.db.query('DELETE FROM card; DELETE FROM game; DELETE FROM receipt_part');
  // receipts and corrections cannot be deleted, so each test has a new player
  [ann = admin] = await manyPlayers(server, 1);
  expect((await admin.patch('/api/admin/season', { lock: 'kickoff', forcedJokers: false })).status).toBe(200);
  const games = WEEKS.flatMap((week) =>
    [`${week}a`, `${week}b`].map((id) => aGame(id, { week, kickoff: inHours(week) })),
  );
  await feed(server.app, anAnswer(games, { week: 18 }));
  for (const week of WEEKS) await put(week);
});

async function put(week: number, given: object = {}): Promise<void> {
  const body = {
    picks: { [`${week}a`]: 'away', [`${week}b`]: 'home' },
    banker: `${week}a`,
    joker: false,
    ...given,
  };
  expect((await ann.put(`/api/me/cards/${week}`, body)).status).toBe(200);
}

describe('S21: forced jokers', () => {
  it('are off until an admin turns them on, for what locks from then on', async () => {
    await starts('16a');
    expect(await play()).toBe(0);
    expect((await set(true)).body).toMatchObject({ forcedJokers: true, lock: 'kickoff' });
    expect((await ann.get('/api/season')).body).toMatchObject({ forcedJokers: true });
    expect(await play()).toBe(0);
    await starts('17a');
    expect(await play()).toBe(1);
    expect(await jokers(ann)).toEqual([17]);
    expect(await server.db.query(`SELECT before, after FROM audit ORDER BY id DESC LIMIT 1`)).toEqual([
      { before: { forcedJokers: false }, after: { forcedJokers: true } },
    ]);
  });

  it('are played once, as soon as the banker is locked, and everybody is notified', async () => {
    await set(true);
    await starts('15a', '16b');
    expect(await play()).toBe(0);
    await starts('16a');
    expect(await play()).toBe(1);
    expect(await play()).toBe(0);
    expect((await ann.get('/api/me/cards/16')).body).toMatchObject({
      joker: true,
      version: 2,
      banker: '16a',
    });
    const [event] = await server.db.query(`SELECT week, payload FROM slate_event ORDER BY seq DESC LIMIT 1`);
    expect(event).toMatchObject({
      week: 16,
      payload: { kind: 'card', player: ann.id, card: { joker: true } },
    });
    await starts('17a', '18a');
    expect(await play()).toBe(2);
    expect(await jokers(ann)).toEqual([16, 17, 18]);
  });

  it.each([
    ['before', true],
    ['after', false],
  ])('are shown beside the receipt as played by the rules, issued %s them', async (_when, first) => {
    await set(true);
    await starts('16a', '16b');
    const issuer = server.app.get(ReceiptIssuer, { strict: false });
    if (first) await issuer.issueDue({ season: 2024, seasonType: 2 });
    expect(await play()).toBe(1);
    await issuer.issueDue({ season: 2024, seasonType: 2 });
    const seen = receiptsSchema.parse((await admin.get('/api/leagues/everyone/receipts/16')).body);
    const card = { picks: { '16a': 'away', '16b': 'home' }, banker: '16a' };
    expect(seen.receipts.map(({ content }) => JSON.parse(content))).toMatchObject([
      { ...card, joker: false },
    ]);
    expect(seen.corrections).toEqual([
      {
        player: ann.id,
        at: expect.any(String),
        by: 'The rules',
        rule: 'S21',
        why: expect.stringMatching(/jokers/),
        before: { ...card, joker: false },
        after: { ...card, joker: true },
      },
    ]);
    const { cards } = leagueCardsSchema.parse((await admin.get('/api/leagues/everyone/cards/16')).body);
    expect(cards).toMatchObject([{ player: ann.id, joker: true }]);
    // no admin made this change
    expect(cards[0]?.corrected).toBeUndefined();
  });

  it('spare players with fewer jokers than weeks, counting jokers on later cards', async () => {
    await set(true);
    await put(14, { joker: true });
    await put(18, { joker: true });
    await starts('16a');
    expect(await play()).toBe(0);
    await starts('17a');
    expect(await play()).toBe(1);
    expect(await jokers(ann)).toEqual([14, 17, 18]);
  });

  it('are not played while upcoming weeks are missing, and an alert says so until they are known', async () => {
    await server.db.query('DELETE FROM game WHERE week = 18');
    await server.db.query('UPDATE season_state SET week = 14');
    await set(true);
    const alerts = async () => (await admin.get('/api/admin/alerts')).text;
    await starts('15a', '16a', '17a');
    await server.db.query('UPDATE season_state SET week = 14');
    expect(await play()).toBe(0);
    expect(await jokers(ann)).toEqual([]);
    expect(await alerts()).toMatch(/no games for week 18 of 18/);
    await feed(server.app, anAnswer([aGame('18a', { week: 18, kickoff: inHours(18) })], { week: 18 }));
    expect(await play()).toBe(2);
    expect(await alerts()).not.toMatch(/no games for week/);
  });

  it('are not changed by an invalid setting', async () => {
    expect((await admin.patch('/api/admin/season', {})).status).toBe(422);
    expect((await ann.patch('/api/admin/season', { forcedJokers: true })).status).toBe(403);
  });
});
