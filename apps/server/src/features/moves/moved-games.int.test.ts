import {
  alertSchema,
  cardSchema,
  type History,
  historySchema,
  myCardsSchema,
  quarantineSchema,
  resultsSchema,
  standingsSchema,
} from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, type Caller, problemCodes } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';
import { ResultsTurns } from '../official-results/results-turns.js';
import { fromScratch, stored } from '../official-results/testing/from-scratch.js';
import { LockWatcher } from '../slate/lock-watcher.js';
import { SlateLog } from '../slate/slate-log.js';

const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
const KICKOFFS: Record<string, number> = { '8a': 3, '8b': 30, '9a': 170, '9b': 190 };
const CARD_8 = { picks: { '8a': 'away', '8b': 'away' }, banker: '8a', joker: true };
const CARD_9 = { picks: { '8a': 'away', '9a': 'home', '9b': 'home' }, banker: '8a', joker: true };

let server: TestServer;
let admin: Caller;
let ann: Caller;

const turn = (): Promise<void> => server.app.get(ResultsTurns, { strict: false }).run();
const lock = (): Promise<string[]> => server.app.get(LockWatcher, { strict: false }).lockDue();
const see = (id: string, given: Parameters<typeof aGame>[1] = {}): Promise<void> =>
  feed(
    server.app,
    anAnswer([aGame(id, { week: Number(id[0]), kickoff: inHours(KICKOFFS[id] ?? 0), ...given })]),
  );
const ended = { state: 'post' as const, awayScore: 20, homeScore: 17 };
const card = async (week: number) => cardSchema.parse((await ann.get(`/api/me/cards/${week}`)).body);
const alerts = async () =>
  z
    .array(alertSchema)
    .parse((await admin.get('/api/admin/alerts')).body)
    .filter(({ key }) => key.startsWith('moved'));
const mails = (): Promise<{ player: string; role: string; title: string }[]> =>
  server.db.query(
    `SELECT player, data->>'role' AS role, data->>'title' AS title FROM mail WHERE kind = 'game-moved' ORDER BY id`,
  );
const points = async (scope: string, week = 8): Promise<number | undefined> => {
  const { body } = await ann.get(`/api/leagues/everyone/standings?scope=${scope}&week=${week}`);
  return standingsSchema.parse(body).rows.find(({ id }) => id === ann.id)?.points;
};
const weekState = async (week: number) =>
  resultsSchema.parse((await ann.get('/api/results')).body).weeks.find((entry) => entry.week === week)?.state;
const accept = async (): Promise<void> => {
  const open = quarantineSchema
    .parse((await admin.get('/api/admin/quarantine')).body)
    .rows.find(({ resolution }) => resolution === null);
  const { status } = await admin.post(`/api/admin/quarantine/${open?.id}/accept`, {
    why: 'The league says so.',
  });
  expect(status).toBeLessThan(300);
};
/** Checks that stored scores equal those that the scoring library computes from all cards and final games. */
const expectScores = async (): Promise<void> => {
  await turn();
  expect(await stored(server.db)).toEqual(await fromScratch(server.db));
};

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url);
  ann = await aPlayer(server.url, { name: 'Ann' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

beforeEach(async () => {
  await server.app.get(SlateLog, { strict: false }).reset(async (tx) => {
    for (const table of ['card', 'game', 'week_result', 'feed_quarantine', 'admin_alert', 'mail'])
      await tx.query(`DELETE FROM ${table}`);
  });
  await lockAtKickOff(server.db);
  for (const id of Object.keys(KICKOFFS)) await see(id);
  expect((await ann.put('/api/me/cards/8', CARD_8)).status).toBe(200);
});

describe('R16: a game that moves to another week after its lock', () => {
  beforeEach(async () => {
    await see('8a', { kickoff: inHours(-0.1) });
    expect(await lock()).toEqual(['8a']);
    await see('8a', { week: 9, kickoff: inHours(180) });
  });

  it('S24 is void in its old week: banker and joker are free again, and the player is sent the news', async () => {
    expect(await card(8)).toMatchObject({
      picks: { '8b': 'away' },
      banker: null,
      joker: false,
      problems: [
        {
          code: 'game-moved',
          message:
            'A8a at H8a was moved to week 9: your pick for week 8 is void, your banker and your joker are free again. ' +
            'Pick it in week 9.',
        },
      ],
    });
    await turn();
    await turn();
    expect(await mails()).toEqual([{ player: ann.id, role: 'joker', title: 'A8a at H8a' }]);
    expect(await alerts()).toMatchObject([
      { key: 'moved/8a', title: 'A8a at H8a was moved from week 8 to week 9' },
    ]);
    // the card of the old week accepts another banker, and keeps its pick of the game that left
    const other = { picks: { '8b': 'away' }, banker: '8b', joker: true };
    expect((await ann.put('/api/me/cards/8', other)).status).toBe(200);
    expect((await card(8)).problems?.[0]?.message).toBe(
      'A8a at H8a was moved to week 9: your pick for week 8 is void. Pick it in week 9.',
    );
    await see('8a', { kickoff: inHours(2) });
    expect((await card(8)).picks).toEqual({ '8a': 'away', '8b': 'away' });
  });

  it('is in the history of its old week until it leaves', async () => {
    const read = async (week: number) =>
      historySchema.parse((await ann.get(`/api/leagues/everyone/history/${week}`)).body);
    const gamesAt = ({ games, events, week }: History, seq: number): string[] => {
      const now = new Map(games.map((game) => [game.id, game]));
      for (const event of events.filter((each) => each.seq <= seq))
        for (const game of event.games) now.set(game.id, game);
      return [...now.values()].filter((game) => game.week === week).map(({ id }) => id);
    };
    const old = await read(8);
    const last = old.events.at(-1)?.seq ?? 0;
    expect(gamesAt(old, last)).toEqual(['8b']);
    expect(gamesAt(old, last - 1).toSorted()).toEqual(['8a', '8b']);
    const next = await read(9);
    expect(gamesAt(next, next.seq).toSorted()).toEqual(['8a', '9a', '9b']);
  });

  it('is open in its new week until that week locks, and its points count there', async () => {
    expect((await ann.put('/api/me/cards/9', CARD_9)).status).toBe(200);
    const { bankers, jokers } = myCardsSchema.parse((await ann.get('/api/me/cards')).body);
    expect(bankers).toEqual([{ team: 'A8a', week: 9 }]);
    expect(jokers.used).toBe(1);
    await see('8a', { week: 9, kickoff: inHours(-1) });
    expect(await lock()).toEqual(['8a']);
    expect((await ann.put('/api/me/cards/9', { ...CARD_9, banker: '9a' })).status).toBe(409);
    await see('8a', { week: 9, ...ended });
    await see('8b', ended);
    expect(await points('week', 8)).toBe(20);
    expect(await points('week', 9)).toBe(120);
    await expectScores();
    // the old week still has all its expected games
    expect(await weekState(8)).toBe('confirmed');
  });

  it('can no longer be picked where it returns to a lock; card and email of the week in between say so', async () => {
    const picks = { '8a': 'away', '9a': 'home', '9b': 'away' };
    expect((await ann.put('/api/me/cards/9', { picks, banker: '9b', joker: false })).status).toBe(200);
    await turn();
    await see('8a', { kickoff: inHours(2) });
    expect((await card(9)).problems).toEqual([
      {
        code: 'game-moved',
        message:
          'A8a at H8a was moved to week 8: your pick for week 9 is void. It is locked in week 8, and counts there as it was picked.',
      },
    ]);
    await turn();
    const sent = await server.db.query<object[]>(
      `SELECT data->'locked' AS locked, data->>'url' AS url FROM mail WHERE kind = 'game-moved' ORDER BY id`,
    );
    expect(sent).toEqual([
      { locked: false, url: expect.stringMatching(/\/card\/9\?season=2024&type=regular$/) },
      { locked: true, url: expect.stringMatching(/\/card\/8\?season=2024&type=regular$/) },
    ]);
  });

  it('is locked again when it returns, with its banker and joker in force', async () => {
    await see('8a', { kickoff: inHours(2) });
    expect(await card(8)).toMatchObject({ ...CARD_8, version: 1 });
    expect((await card(8)).problems).toBeUndefined();
    const refused = await ann.put('/api/me/cards/8', { ...CARD_8, banker: '8b' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'deadline-passed' } });
  });

  it('may be postponed in between, and may go to another type of season', async () => {
    await see('8a', { week: 9, state: 'off' });
    await see('8a', { week: 1, seasonType: 3, kickoff: inHours(500) });
    const rows = await server.db.query<object[]>('SELECT locked_at FROM game WHERE id = $1', ['8a']);
    expect(rows).toEqual([{ locked_at: null }]);
    await see('8b', ended);
    await expectScores();
    expect(await points('week', 8)).toBe(20);
  });
});

it('R16 a game that moves before its lock leaves its pick behind, and its player must choose another banker', async () => {
  await see('8a', { week: 9 });
  expect(await card(8)).toMatchObject({ banker: null, joker: false, problems: [{ code: 'game-moved' }] });
  const unchanged = await ann.put('/api/me/cards/8', { picks: { '8b': 'away' }, banker: null, joker: false });
  expect(problemCodes(unchanged)).toEqual(['banker-missing']);
  await turn();
  expect(await mails()).toMatchObject([{ player: ann.id, role: 'joker' }]);
  // no game had locked, so no admin is alerted
  expect(await alerts()).toEqual([]);
});

describe('R17: a game that has started and that the feed puts elsewhere', () => {
  it.each([
    ['another week', { week: 9 }],
    ['another season', { season: 2023 }],
    ['another type of season', { seasonType: 3, week: 1 }],
  ])(
    'waits for an admin: %s. Its score continues, and counts for both places once accepted',
    async (_to, place) => {
      const picks = { '9a': 'home', '9b': 'away' };
      expect((await ann.put('/api/me/cards/9', { picks, banker: '9b', joker: false })).status).toBe(200);
      await see('8a', { state: 'in', awayScore: 7, kickoff: inHours(-2) });
      await see('8b', { ...ended, kickoff: inHours(-5) });
      await turn();
      await see('8a', { ...place, state: 'in', awayScore: 14, kickoff: inHours(-2) });
      expect(await points('week')).toBe(14 * 6 + 20);
      await turn();
      expect(await alerts()).toMatchObject([{ key: 'moved-after-start/8a' }]);
      await see('8a', { ...place, ...ended, kickoff: inHours(-2) });
      await expectScores();
      expect(await points('week')).toBe(20 * 6 + 20);
      await accept();
      await expectScores();
      expect(await points('week')).toBe(20);
      expect((await alerts()).map(({ key }) => key)).toEqual(['moved/8a']);
    },
  );

  it('is believed again when the feed takes it back', async () => {
    await see('8a', { ...ended, kickoff: inHours(-2) });
    await see('8a', { ...ended, week: 9, kickoff: inHours(-2) });
    await turn();
    expect(await alerts()).toHaveLength(1);
    await see('8a', { ...ended, kickoff: inHours(-2) });
    await turn();
    expect(await alerts()).toEqual([]);
  });
});
