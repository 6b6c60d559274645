import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  historySchema,
  leagueCardsSchema,
  leagueStatisticsSchema,
  myCardsSchema,
  receiptsSchema,
  resultsSchema,
  type Season,
  seasonSchema,
  standingsSchema,
  weekGamesSchema,
} from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { ReceiptIssuer } from '../cards/receipts/receipt-issuer.js';
import { ReminderMails } from '../emails/reminder-mails.js';
import { normalise } from '../feed/espn/espn-feed.js';
import { readScoreboard } from '../feed/espn/scoreboard.schema.js';
import { ResultsTurns } from '../official-results/results-turns.js';
import { LockWatcher } from '../slate/lock-watcher.js';
import { type Caller, manyPlayers, problemCodes } from './testing/api.js';
import { PLAYOFFS_2024, playoffGames } from './testing/playoffs-2024.js';
import { aGame, anAnswer, feed, lockAtKickOff } from './testing/slate-fixture.js';

/**
 * The whole server on PostgreSQL with the playoffs of 2024. Only the kickoffs are moved, because locks follow the
 * database's clock.
 */
const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);
const recorded = fileURLToPath(
  new URL('../../../../../../shared/espn/sb-2024-post-w5-super-bowl-final-neutral.json', import.meta.url),
);

let server: TestServer;
let ann: Caller;
let ben: Caller;
let admin: Caller;

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  await lockAtKickOff(server.db);
  [ann, ben, admin] = (await manyPlayers(server, 3)) as [Caller, Caller, Caller];
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  // week 18 of the regular season, in which Ann and Ben had cards
  const week18 = { week: 18, seasonType: 2 };
  const open = [aGame('r1', { ...week18, away: 'WSH', home: 'DAL' })];
  await feed(server.app, anAnswer(open, week18));
  for (const [who, side] of [
    [ann, 'away'],
    [ben, 'home'],
  ] as const) {
    const banker = side === 'away' ? 'r1' : null;
    const saved = await who.put('/api/me/cards/18', { picks: { r1: side }, banker, joker: side === 'away' });
    expect([saved.status, problemCodesOf(saved)]).toEqual(
      side === 'away' ? [200, []] : [422, ['banker-missing']],
    );
  }
  const over = { ...week18, away: 'WSH', home: 'DAL', awayScore: 23, homeScore: 19, state: 'post' as const };
  await feed(server.app, anAnswer([aGame('r1', over)], week18));
  await workIn();
  // the feed switches to the playoffs
  await feed(server.app, anAnswer(playoffGames(1, 'pre', inHours(1)), { seasonType: 3, week: 1 }));
});
afterAll(() => server.close());

const problemCodesOf = (answer: Awaited<ReturnType<Caller['get']>>) =>
  answer.status === 200 ? [] : problemCodes(answer);
const season = async (query = ''): Promise<Season> =>
  seasonSchema.parse((await ann.get(`/api/season${query}`)).body);
const standings = async (query: string) =>
  standingsSchema.parse((await ann.get(`/api/leagues/everyone/standings?${query}`)).body);
const points = async (query: string) =>
  (await standings(query)).rows.map(({ id, points: scored }) => [id === ann.id ? 'Ann' : 'Ben', scored]);

/** Does the workers' tasks after the final gun. */
async function workIn(): Promise<void> {
  await server.app.get(LockWatcher, { strict: false }).lockDue();
  await server.app.get(ResultsTurns, { strict: false }).run();
  for (const seasonType of [2, 3]) {
    await server.app.get(ReceiptIssuer, { strict: false }).issueDue({ season: 2024, seasonType });
  }
}

/** Picks the same side of every game, with the banker on the named game. */
function card(week: number, side: 'away' | 'home', banker: string | null) {
  const ids = (PLAYOFFS_2024.get(week) ?? []).map(([id]) => id);
  const picks = Object.fromEntries(ids.map((id) => [id, id === banker ? 'away' : side]));
  return { picks, banker, joker: false };
}

describe('played weeks stay readable when the feed switches to the playoffs', () => {
  const pages = [
    ['results?', resultsSchema, (body: { weeks: unknown[] }) => body.weeks.length],
    ['leagues/everyone/statistics?', leagueStatisticsSchema, (body: { rows: unknown[] }) => body.rows.length],
    ['leagues/everyone/cards/18?', leagueCardsSchema, (body: { cards: unknown[] }) => body.cards.length],
    ['leagues/everyone/history/18?', historySchema, (body: { events: unknown[] }) => body.events.length],
    [
      'leagues/everyone/receipts/18?',
      receiptsSchema,
      (body: { receipts: unknown[] }) => body.receipts.length,
    ],
  ] as const;

  it.each(pages)('%s: the newest season with cards, or the requested one', async (path, schema, count) => {
    const read = async (query: string) => {
      const answer = await ann.get(`/api/${path}${query}`);
      expect(answer.status).toBe(200);
      return (count as (body: unknown) => number)(schema.parse(answer.body));
    };
    expect(await read('')).toBeGreaterThan(0);
    expect(await read('season=2024&type=regular')).toBe(await read(''));
    expect(await read('season=2024&type=post')).toBe(0);
    expect((await ann.get(`/api/${path}type=summer`)).status).toBe(422);
  });

  it('standings and their CSV, by day, week and season', async () => {
    // WSH 23, banker and joker
    for (const scope of ['day', 'week', 'season'])
      expect(await points(`scope=${scope}`)).toEqual([['Ann', 138]]);
    expect(await standings('scope=week')).toMatchObject({ season: 2024, type: 'regular', week: 18 });
    expect(await points('type=regular&scope=week&week=18')).toEqual([['Ann', 138]]);
    expect(await points('type=post&scope=season')).toEqual([]);
    const csv = await ann.get('/api/leagues/everyone/standings?scope=season&type=regular', {
      accept: 'text/csv',
    });
    expect(csv.text.split('\n')[1]).toContain(',138,');
    const figures = await ann.get('/api/leagues/everyone/statistics?type=regular', { accept: 'text/csv' });
    expect(figures.text).toContain('week 18');
  });

  it('the calendar shows the playoffs, and lists both seasons', async () => {
    expect(await season()).toMatchObject({
      season: 2024,
      type: 'post',
      phase: 'post',
      pickWeek: 1,
      seasons: [
        { season: 2024, type: 'post', played: false },
        { season: 2024, type: 'regular', played: true },
      ],
    });
    expect((await season()).weeks).toMatchObject([{ week: 1, name: 'Wild Card', state: 'open' }]);
    expect((await season('?type=regular')).weeks).toMatchObject([
      { week: 18, name: 'Week 18', state: 'done' },
    ]);
    const games = weekGamesSchema.parse((await ann.get('/api/weeks/18/games?season=2024&type=regular')).body);
    expect(games.games.map(({ id }) => id)).toEqual(['r1']);
  });

  it('exports name the season type, and contain one at a time', async () => {
    const lines = async (name: string, query: string) =>
      (await admin.get(`/api/admin/${name}.csv${query}`)).text.trim().split(/\r?\n/);
    expect((await lines('predictions', '?type=regular'))[1]).toContain('2024,regular,18,');
    expect((await lines('bankers', ''))[1]).toContain('2024,regular,18,');
    expect(await lines('predictions', '?type=post')).toHaveLength(1);
    // all three lack a card for the Wild Card round; in week 18 two of them did
    expect(await lines('no-picks', '')).toHaveLength(4);
    expect(await lines('no-picks', '?type=regular&week=18')).toHaveLength(3);
  });
});

describe('S33: the playoffs are played, by rules of their own', () => {
  it('every round has a card; no banker is used up, and no joker is played', async () => {
    const rounds = [
      [1, 'wc5', 'wc1'],
      [2, 'dr2', 'dr1'],
      [3, 'cc1', 'cc2'],
      [5, '401671889', '401671889'],
    ] as const;
    for (const [week, annsBanker, bensBanker] of rounds) {
      await feed(server.app, anAnswer(playoffGames(week, 'pre', inHours(1)), { seasonType: 3, week }));
      expect((await season()).pickWeek).toBe(week);
      const joker = await ann.put(`/api/me/cards/${week}`, {
        ...card(week, 'home', annsBanker),
        joker: true,
      });
      expect([joker.status, problemCodesOf(joker)]).toEqual([422, ['joker-exhausted']]);
      // WSH was already Ann's banker in week 18, and is again three times here
      expect((await ann.put(`/api/me/cards/${week}`, card(week, 'home', annsBanker))).status).toBe(200);
      expect((await ben.put(`/api/me/cards/${week}`, card(week, 'away', bensBanker))).status).toBe(200);
      await feed(server.app, anAnswer(playoffGames(week, 'post', inHours(-4)), { seasonType: 3, week }));
      await workIn();
    }
    expect((await season()).weeks.map(({ name, state }) => [name, state])).toEqual([
      ['Wild Card', 'done'],
      ['Divisional Round', 'done'],
      ['Conference Championships', 'done'],
      ['Super Bowl', 'done'],
    ]);
    // 32 + 28 + 31 + 22 + 27 at home, WSH 23 twice
    expect(await points('type=post&scope=week&week=1')).toEqual([
      ['Ann', 186],
      ['Ben', 23 - 64],
    ]);
    expect(await points('type=post&scope=week&week=2')).toEqual([
      ['Ann', 23 + 28 + 27 + 90],
      ['Ben', 45 - 46],
    ]);
    expect(await points('type=post&scope=week&week=3')).toEqual(
      [
        ['Ann', 32 - 110],
        ['Ben', -64],
      ].sort((a, b) => Number(b[1]) - Number(a[1])),
    );
    expect(await points('type=post&scope=week&week=5')).toEqual([
      ['Ann', -80],
      ['Ben', -80],
    ]);
    // the newest season with cards is now the playoffs; the regular season is unchanged
    expect(await points('scope=season')).toEqual([
      ['Ann', 186 + 168 - 78 - 80],
      ['Ben', -41 - 1 - 64 - 80],
    ]);
    expect(await points('type=regular&scope=season')).toEqual([['Ann', 138]]);
    const results = resultsSchema.parse((await ann.get('/api/results')).body);
    expect(results.weeks.map(({ week, state }) => [week, state])).toEqual(
      [1, 2, 3, 5].map((week) => [week, 'confirmed']),
    );
    const receipts = receiptsSchema.parse((await ann.get('/api/leagues/everyone/receipts/5')).body);
    expect(JSON.parse(receipts.receipts[0]?.content ?? '{}')).toMatchObject({
      season: 2024,
      type: 'post',
      week: 5,
    });
    const emails = await server.db.query<{ data: object }[]>(
      `SELECT data FROM mail WHERE kind = 'weekly-result'`,
    );
    expect(emails).toEqual([]);
  });

  it.skipIf(!existsSync(recorded))('the Super Bowl is the one in the recorded feed', () => {
    const [game] = normalise(readScoreboard(JSON.parse(readFileSync(recorded, 'utf8')))).observation.games;
    const [ours] = playoffGames(5, 'post', new Date(PLAYOFFS_2024.get(5)?.[0]?.[1] ?? 0));
    const facts = ({
      id,
      season: year,
      seasonType,
      week,
      kickoff,
      away,
      home,
      awayScore,
      homeScore,
    }: NonNullable<typeof game>) => [id, year, seasonType, week, kickoff, away, home, awayScore, homeScore];
    expect(game && facts(game)).toEqual(ours && facts(ours));
  });

  it('the admin can have bankers used up and give jokers', async () => {
    const set = await admin.patch('/api/admin/season', {
      playoffs: { bankersOnce: true, jokers: 1 },
      why: 'As agreed',
    });
    expect(set.status).toBe(200);
    const [superBowl] = playoffGames(5, 'pre', inHours(1));
    const [wildCard] = playoffGames(1, 'pre', inHours(1));
    if (superBowl === undefined || wildCard === undefined) throw new Error('no games');
    const games = [
      { ...superBowl, id: 'x1', week: 6 },
      { ...wildCard, id: 'x2', week: 6 },
    ];
    await feed(server.app, anAnswer(games, { seasonType: 3, week: 6 }));
    const put = (banker: string) =>
      ann.put('/api/me/cards/6', { picks: { x1: 'away', x2: 'away' }, banker, joker: true });
    const refused = await put('x1');
    expect(problemCodes(refused)).toEqual(['banker-team-used']);
    expect(refused.text).toContain('KC was your banker in the Super Bowl');
    expect((await put('x2')).status).toBe(200);
    const mine = myCardsSchema.parse((await ann.get('/api/me/cards')).body);
    expect(mine.jokers).toEqual({ used: 1, perSeason: 1 });
    expect(mine.bankers.map(({ team }) => team)).toContain('WSH');
    const regular = myCardsSchema.parse((await ann.get('/api/me/cards?type=regular')).body);
    expect(regular.jokers).toEqual({ used: 1, perSeason: 3 });
    expect(
      (await admin.patch('/api/admin/season', { playoffs: { bankersOnce: true, jokers: 9 } })).status,
    ).toBe(422);
  });
});

describe('S32: nobody is asked for cards in the pre-season, unless the admin says so', () => {
  const week = { season: 2025, seasonType: 1, week: 2 };
  const body = { picks: { p1: 'away' }, banker: 'p1', joker: false };
  const reminders = () =>
    server.app.get(ReminderMails, { strict: false }).enqueueDue(new AbortController().signal);

  it('takes no card and reminds nobody', async () => {
    await feed(server.app, anAnswer([aGame('p1', { ...week, kickoff: inHours(20) })], week));
    expect(await season()).toMatchObject({ season: 2025, type: 'pre', pickWeek: null, preseason: false });
    expect((await season()).weeks).toMatchObject([{ name: 'Preseason Week 1' }]);
    const refused = await ann.put('/api/me/cards/2', body);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'week-not-played' }]);
    expect(await reminders()).toBe(0);
    // standings still show the part that was played last
    expect(await standings('scope=season')).toMatchObject({ season: 2024, type: 'post' });
  });

  it('is played, apart from the season, once the admin has said so', async () => {
    expect((await admin.patch('/api/admin/season', { preseason: true })).body).toMatchObject({
      preseason: true,
      pickWeek: 2,
    });
    await server.db.query(
      `UPDATE "user" SET "emailVerified" = true, notifications = '{"reminder48h": true}'`,
    );
    expect(await reminders()).toBeGreaterThan(0);
    expect((await ann.put('/api/me/cards/2', body)).status).toBe(200);
    expect(await standings('scope=season')).toMatchObject({ season: 2025, type: 'pre' });
    expect(await points('season=2025&type=regular&scope=season')).toEqual([]);
  });
});
