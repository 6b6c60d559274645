import {
  cardSchema,
  myCardsSchema,
  quarantineSchema,
  receiptsSchema,
  SCOPES,
  standingsSchema,
} from '@sunday-live/contract';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, until } from '../../testing/index.js';
import { aPlayer, type Caller, manyPlayers, problemCodes } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';
import { ReceiptIssuer } from '../cards/receipts/receipt-issuer.js';
import { ResultsTurns } from '../official-results/results-turns.js';
import { fromScratch, stored } from '../official-results/testing/from-scratch.js';
import { NodeStandings } from '../projection/node-standings.js';
import { LockWatcher } from './lock-watcher.js';
import { SlateLog } from './slate-log.js';

const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);

let server: TestServer;
let admin: Caller;
let ann: Caller;
let ben: Caller;

const ANN = { picks: { a: 'away', b: 'home' }, banker: 'a', joker: true };
const BEN = { picks: { a: 'home', b: 'away' }, banker: 'b', joker: false };
const EXCHANGED = { away: 'Ha', home: 'Aa' };

const see = (id: string, given: Parameters<typeof aGame>[1]) =>
  feed(server.app, anAnswer([aGame(id, given)]));
/** Exchanges home and away on the same id in the feed. The observation is quarantined until an admin accepts it. */
async function exchange(given: Parameters<typeof aGame>[1]): Promise<void> {
  await see('a', { ...given, ...EXCHANGED });
  const open = quarantineSchema
    .parse((await admin.get('/api/admin/quarantine')).body)
    .rows.find(({ resolution, reason }) => resolution === null && reason === 'teams-changed');
  const answer = await admin.post(`/api/admin/quarantine/${open?.id}/accept`, { why: 'The league says so.' });
  expect(answer.status).toBeLessThan(300);
}
const card = async (who: Caller) => cardSchema.parse((await who.get('/api/me/cards/8')).body);
const points = async (scope: string) =>
  standingsSchema
    .parse((await ann.get(`/api/leagues/everyone/standings?scope=${scope}&week=8`)).body)
    .rows.map(({ id, rank, points, right, jokers, bankerAverage }) => ({
      id,
      rank,
      points,
      right,
      jokers,
      bankerAverage,
    }));
/** Points and ranks of both players in the live standings, once all of the log is folded. */
async function live(): Promise<{ points: number[]; ranks: number[] }[]> {
  const standings = server.app.get(NodeStandings, { strict: false });
  await until(async () => {
    const { epoch, head } = await server.app.get(SlateLog, { strict: false }).stream();
    return standings.state.epoch === epoch && standings.state.seq === head;
  });
  const { engines, players } = standings.state;
  const members = Uint32Array.from([ann, ben].map(({ id }) => players.get(id)?.n ?? 0));
  return [...engines.values()].flatMap((engine) =>
    SCOPES.map((scope) => {
      const ranks = new Uint32Array(members.length);
      engine.rank(scope, members, ranks);
      return { points: [...members].map((n) => engine.pointsOf(scope, n)), ranks: [...ranks] };
    }),
  );
}
const everyTable = async () => ({
  live: await live(),
  day: await points('day'),
  week: await points('week'),
  season: await points('season'),
});
const csv = async (name: string) =>
  (await admin.get(`/api/admin/exports/${name}`)).text
    .split('\r\n')
    .filter((line) => line.includes(',a,'))
    .map((line) => line.split(',').slice(9));

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

beforeEach(async () => {
  await server.app.get(SlateLog, { strict: false }).reset(async (tx) => {
    for (const table of ['card', 'game', 'week_result', 'feed_quarantine', 'receipt_part'])
      await tx.query(`DELETE FROM ${table}`);
  });
  // receipts cannot be deleted, so each test has new players
  [ann, ben] = (await manyPlayers(server, 2)) as [Caller, Caller];
  await lockAtKickOff(server.db);
  await see('a', { kickoff: inHours(2) });
  await see('b', { kickoff: inHours(2) });
  expect((await ann.put('/api/me/cards/8', ANN)).status).toBe(200);
  expect((await ben.put('/api/me/cards/8', BEN)).status).toBe(200);
});

describe('S26: home and away exchanged while the game is played', () => {
  beforeEach(async () => {
    for (const id of ['a', 'b'])
      await see(id, { kickoff: inHours(-1), state: 'in', awayScore: 21, homeScore: 3, period: 2 });
    await server.app.get(LockWatcher, { strict: false }).lockDue();
    await server.app.get(ReceiptIssuer, { strict: false }).issueDue({ season: 2024, seasonType: 2 });
  });
  const turned = { kickoff: inHours(-1), state: 'in' as const, awayScore: 3, homeScore: 21, period: 2 };

  it('changes no standings, live or not, and no line of a file except for the sides', async () => {
    const [before, picks, bankers] = [
      await everyTable(),
      await csv('predictions.csv'),
      await csv('bankers.csv'),
    ];
    expect(before.week[0]).toMatchObject({ id: ann.id, points: 126 });
    await exchange(turned);
    expect(await everyTable()).toEqual(before);
    expect((await card(ann)).picks).toEqual({ a: 'home', b: 'home' });
    expect((await card(ben)).picks).toEqual({ a: 'away', b: 'away' });
    // compare the team, whether it was right and its points; the scores in between have changed sides
    const sides = (lines: string[][]) => lines.map((line) => [line[0], line[1], line.at(-2), line.at(-1)]);
    expect(sides(await csv('predictions.csv'))).toEqual(sides(picks));
    expect(sides(await csv('bankers.csv'))).toEqual(sides(bankers));
  });

  it('stays with the team, up to the official result', async () => {
    await exchange(turned);
    await see('a', { ...turned, ...EXCHANGED, homeScore: 28 });
    expect((await points('week'))[0]).toMatchObject({ id: ann.id, points: 28 * 6 });
    for (const given of [{ ...turned, ...EXCHANGED, homeScore: 28 }])
      await see('a', { ...given, state: 'post' });
    await see('b', { kickoff: inHours(-1), state: 'post', awayScore: 21, homeScore: 3, period: 4 });
    await server.app.get(ResultsTurns, { strict: false }).run();
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
    expect(await live()).toContainEqual({ points: [168, 42], ranks: [1, 2] });
    expect(myCardsSchema.parse((await ann.get('/api/me/cards')).body).bankers).toEqual([
      { week: 8, team: 'Aa' },
    ]);
  });

  it('is shown beside the receipts as a rule’s change', async () => {
    await exchange(turned);
    const { corrections } = receiptsSchema.parse((await ann.get('/api/leagues/everyone/receipts/8')).body);
    expect(corrections.find(({ player }) => player === ann.id)).toMatchObject({
      rule: 'S26',
      why: 'Aa at Ha became Ha at Aa: the pick stays with its team.',
      before: { picks: { a: 'away' }, banker: 'a' },
      after: { picks: { a: 'home' }, banker: 'a' },
    });
  });

  it('changes nothing when it is exchanged and exchanged back', async () => {
    const before = await everyTable();
    await exchange(turned);
    await see('a', { ...turned, awayScore: 21, homeScore: 3 });
    const open = quarantineSchema
      .parse((await admin.get('/api/admin/quarantine')).body)
      .rows.find(({ resolution }) => resolution === null);
    await admin.post(`/api/admin/quarantine/${open?.id}/accept`, { why: 'It was right before.' });
    expect(await everyTable()).toEqual(before);
    expect((await card(ann)).picks).toEqual(ANN.picks);
  });
});

describe('S26: home and away exchanged before the lock', () => {
  beforeEach(() => exchange({ kickoff: inHours(2) }));

  it('requires another banker, and refuses a save that was made before', async () => {
    const { problems, picks, banker, version } = await card(ann);
    expect({ picks, banker, version }).toEqual({ picks: { a: 'home', b: 'home' }, banker: 'a', version: 2 });
    expect(problems).toEqual([
      {
        code: 'banker-not-road-team',
        message: 'Aa, your banker, plays at home now: choose another road team.',
      },
    ]);
    expect(problemCodes(await ann.put('/api/me/cards/8', { picks, banker, joker: true }))).toEqual([
      'banker-not-road-team',
    ]);
    const stale = await ann.put('/api/me/cards/8', { ...ANN, joker: false, version: 1 });
    expect(stale).toMatchObject({ status: 409, body: { code: 'card-changed', card: { version: 2 } } });
    const other = { picks: { a: 'home', b: 'away' }, banker: 'b', joker: true, version };
    expect((await ann.put('/api/me/cards/8', other)).status).toBe(200);
  });

  it('refuses a save that waited during the exchange: its picks would name other teams', async () => {
    const { picks } = await card(ann);
    const holder = new pg.Client({ connectionString: server.config.databaseUrl ?? '' });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT 1 FROM slate_stream FOR UPDATE');
    await holder.query(`UPDATE game SET away = home, home = away WHERE id = 'a'`);
    const save = ann.put('/api/me/cards/8', { picks: { ...picks, b: 'away' }, banker: 'b', joker: false });
    await until(async () => {
      const waiting = await server.db.query<unknown[]>(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return waiting.length > 0;
    });
    await holder.query('COMMIT');
    await holder.end();
    expect(await save).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await card(ann)).toMatchObject({ picks: ANN.picks, banker: 'a', version: 3 });
  });

  it('counts unchanged when nothing else is chosen', async () => {
    for (const id of ['a', 'b'])
      await see(id, {
        kickoff: inHours(-1),
        state: 'in',
        homeScore: 10,
        period: 1,
        ...(id === 'a' ? EXCHANGED : {}),
      });
    expect((await points('week'))[0]).toMatchObject({ id: ann.id, points: 70 });
  });
});

describe('S26: a team is replaced', () => {
  async function replace(teams: { away: string; home: string }): Promise<void> {
    await see('a', { kickoff: inHours(2), ...teams });
    const open = quarantineSchema
      .parse((await admin.get('/api/admin/quarantine')).body)
      .rows.find(({ resolution, reason }) => resolution === null && reason === 'teams-changed');
    const answer = await admin.post(`/api/admin/quarantine/${open?.id}/accept`, {
      why: 'The seeds were wrong.',
    });
    expect(answer.status).toBeLessThan(300);
  }

  it.each([
    ['on its side', { away: 'Xa', home: 'Ha' }, 'home'],
    ['while the other changes sides', { away: 'Ha', home: 'Xa' }, 'away'],
  ])(
    '%s: picks of the team that stays stay with it, those of the other are void, banker and joker free',
    async (_, teams, side) => {
      await replace(teams);
      expect(await card(ann)).toMatchObject({
        picks: { b: 'home' },
        banker: null,
        joker: false,
        picked: 1,
        version: 2,
      });
      expect((await card(ann)).picks).not.toHaveProperty('a');
      const kept = await card(ben);
      expect(kept).toMatchObject({ picks: { a: side, b: 'away' }, banker: 'b', picked: 2 });
      expect(kept.version).toBe(side === 'home' ? 1 : 2);
      // players do not have to act, and the live standings equal the stored ones
      for (const id of ['a', 'b'])
        await see(id, {
          kickoff: inHours(-1),
          state: 'in',
          awayScore: 10,
          homeScore: 3,
          ...(id === 'a' ? teams : {}),
        });
      const week = await points('week');
      expect(week.find(({ id }) => id === ann.id)?.points).toBe(0);
      expect(week.find(({ id }) => id === ben.id)?.points).toBe(side === 'away' ? 30 : 20);
      expect(await live()).toContainEqual(
        expect.objectContaining({ points: [0, side === 'away' ? 30 : 20] }),
      );
    },
  );
});
