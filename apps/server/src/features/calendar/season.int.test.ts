import {
  seasonGamesSchema,
  seasonSchema,
  TEAMS,
  weekFactsSchema,
  weekGamesSchema,
} from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { type Answer, aPlayer, aVisitor, type Caller } from './testing/api.js';
import { aGame, anAnswer, feed } from './testing/slate-fixture.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

let server: TestServer;
let visitor: Caller;
let player: Caller;
let admin: Caller;

const season = (answer: Answer) => seasonSchema.parse(answer.body);
const stateOf = async (week: number) =>
  season(await visitor.get('/api/season')).weeks.find((entry) => entry.week === week)?.state;
const lockedGames = () =>
  server.db
    .query<{ id: string }[]>('SELECT id FROM game WHERE locked_at IS NOT NULL ORDER BY id')
    .then((rows) => rows.map(({ id }) => id));

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  visitor = aVisitor(server.url);
  player = await aPlayer(server.url);
  admin = await aPlayer(server.url);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(async () => {
  await server.close();
});

describe('before the feed was read for the first time', () => {
  it('there is a season without weeks, and nothing fails', async () => {
    expect(season(await visitor.get('/api/season'))).toMatchObject({
      phase: 'off',
      pickWeek: null,
      resultsWeek: null,
      weeks: [],
      lock: 'week',
      rules: 'classic',
    });
    expect(weekGamesSchema.parse((await visitor.get('/api/weeks/1/games')).body).games).toEqual([]);
    expect(weekFactsSchema.parse((await visitor.get('/api/weeks/1/facts')).body).facts).toEqual([]);
    expect(seasonGamesSchema.parse((await visitor.get('/api/season/games')).body).games).toEqual([]);
    expect((await player.get('/api/me/cards')).body).toMatchObject({ cards: [], bankers: [] });
    for (const path of ['standings', 'standings?scope=day', 'cards/1', 'history/1']) {
      expect((await player.get(`/api/leagues/everyone/${path}`)).status).toBe(200);
    }
    expect((await player.get('/api/me/cards/1')).status).toBe(404);
    expect((await admin.patch('/api/admin/weeks/1', { deadline: inHours(1).toISOString() })).status).toBe(
      404,
    );
  });

  it('there are 32 teams', async () => {
    expect((await visitor.get('/api/teams')).body).toEqual(TEAMS);
  });
});

describe('the season', () => {
  beforeEach(async () => {
    await server.db.query('DELETE FROM game; DELETE FROM week_deadline');
    await server.db.query(`UPDATE season_state SET lock = 'week'`);
    await feed(
      server.app,
      anAnswer([
        aGame('7', { week: 7, kickoff: inHours(-170), state: 'post', awayScore: 3 }),
        aGame('8a', { kickoff: inHours(-1), state: 'in' }),
        aGame('8b', { kickoff: inHours(20) }),
        aGame('9', { week: 9, kickoff: inHours(170) }),
        aGame('18', { week: 18, kickoff: inHours(1700), timeValid: false }),
      ]),
    );
  });

  it('says which weeks are done, locked, open and upcoming', async () => {
    await admin.patch('/api/admin/weeks/8', { deadline: inHours(-2).toISOString() });
    const { weeks, ...rest } = season(await visitor.get('/api/season'));
    expect(weeks.map(({ week, state }) => [week, state])).toEqual([
      [7, 'done'],
      [8, 'locked'],
      [9, 'open'],
      [18, 'upcoming'],
    ]);
    expect(rest).toMatchObject({ season: 2024, phase: 'regular', pickWeek: 9, resultsWeek: 7 });
  });

  it('takes picks of a week until its last kickoff under lock: kickoff', async () => {
    const changed = season(await admin.patch('/api/admin/season', { lock: 'kickoff' }));
    expect(changed).toMatchObject({ lock: 'kickoff', pickWeek: 8 });
    expect(await stateOf(8)).toBe('open');
    await feed(server.app, anAnswer([aGame('8b', { kickoff: inHours(-0.01) })]));
    expect(await stateOf(8)).toBe('locked');
  });

  it('shows games of a week as the contract has them', async () => {
    const { games } = weekGamesSchema.parse((await visitor.get('/api/weeks/8/games')).body);
    expect(games.map(({ id, state, leader }) => [id, state, leader])).toEqual([
      ['8a', 'in', 'tie'],
      ['8b', 'pre', null],
    ]);
    expect(weekGamesSchema.parse((await visitor.get('/api/weeks/3/games')).body).games).toEqual([]);
    expect((await visitor.get('/api/weeks/x/games')).status).toBe(422);
  });
});

describe('all games of the season', () => {
  it('come week by week, without those of other seasons and of the pre-season', async () => {
    await server.db.query('DELETE FROM game');
    await feed(
      server.app,
      anAnswer([
        aGame('9', { week: 9, kickoff: inHours(170) }),
        aGame('8b', { kickoff: inHours(20) }),
        aGame('8a', { kickoff: inHours(10) }),
        aGame('old', { season: 2023, week: 3 }),
        aGame('pre', { seasonType: 1, week: 2 }),
      ]),
    );
    const { season: year, games } = seasonGamesSchema.parse((await visitor.get('/api/season/games')).body);
    expect([year, games.map(({ id }) => id)]).toEqual([2024, ['8a', '8b', '9']]);
    expect(games[2]).toEqual(weekGamesSchema.parse((await visitor.get('/api/weeks/9/games')).body).games[0]);
  });
});

describe('facts beside the games of a week (F10)', () => {
  it('are what the feed says, and follow it', async () => {
    await server.db.query('DELETE FROM game');
    const known = {
      awayRecord: '4-3',
      homeRecord: '2-4-1',
      odds: 'BAL -3.5',
      overUnder: 48.5,
      neutral: true,
    };
    const facts = async () => weekFactsSchema.parse((await visitor.get('/api/weeks/8/facts')).body).facts;
    await feed(
      server.app,
      anAnswer([aGame('1', { kickoff: inHours(1), facts: known }), aGame('2', { kickoff: inHours(2) })]),
    );
    expect(await facts()).toEqual([{ game: '1', ...known }, { game: '2' }]);
    await feed(server.app, anAnswer([aGame('1', { kickoff: inHours(1), facts: { odds: 'EVEN' } })]));
    expect(await facts()).toEqual([{ game: '1', odds: 'EVEN' }, { game: '2' }]);
    expect((await visitor.get('/api/weeks/x/facts')).status).toBe(422);
  });
});

describe('an admin', () => {
  beforeEach(async () => {
    await server.db.query('DELETE FROM game; DELETE FROM week_deadline; DELETE FROM slate_event');
    await server.db.query(`UPDATE season_state SET lock = 'week'`);
    await feed(
      server.app,
      anAnswer([aGame('a', { kickoff: inHours(3) }), aGame('b', { kickoff: inHours(30) })]),
    );
  });

  it('sets the deadline of a week, and restores the one that follows from the kickoffs', async () => {
    const derived = season(await visitor.get('/api/season')).weeks[0];
    const deadline = inHours(2).toISOString();
    expect(await admin.patch('/api/admin/weeks/8', { deadline })).toMatchObject({
      status: 200,
      body: { week: 8, deadline, state: 'open' },
    });
    expect(await admin.patch('/api/admin/weeks/8', { deadline: null })).toMatchObject({
      status: 200,
      body: derived,
    });
  });

  it('opens again what was locked and nobody has picked, by a later deadline or another mode, but no game that has started', async () => {
    const lastEvent = async (): Promise<unknown> =>
      (
        await server.db.query<{ payload: unknown }[]>(
          'SELECT payload FROM slate_event ORDER BY seq DESC LIMIT 1',
        )
      )[0]?.payload;
    await admin.patch('/api/admin/weeks/8', { deadline: inHours(-1).toISOString() });
    await feed(server.app, anAnswer([aGame('a', { kickoff: inHours(3), state: 'in' })]));
    await server.db.query('UPDATE game SET locked_at = now()');
    expect(await stateOf(8)).toBe('locked');
    await admin.patch('/api/admin/weeks/8', { deadline: inHours(2).toISOString() });
    expect(await lockedGames()).toEqual(['a']);
    expect(await stateOf(8)).toBe('open');
    expect(await lastEvent()).toEqual({ kind: 'week', season: 2024, seasonType: 2, week: 8 });

    await admin.patch('/api/admin/weeks/8', { deadline: inHours(-1).toISOString() });
    await server.db.query('UPDATE game SET locked_at = now()');
    await admin.patch('/api/admin/season', { lock: 'kickoff' });
    expect(await lockedGames()).toEqual(['a']);
  });

  it.each([
    ['/api/admin/season', { lock: 'never' }],
    ['/api/admin/season', { lock: 'week', season: 1999 }],
    ['/api/admin/weeks/8', { deadline: 'tomorrow' }],
    ['/api/admin/weeks/8', { deadline: '2024-10-24T20:00' }],
    ['/api/admin/weeks/8', {}],
  ])('is refused with the reason when %s does not accept %j', async (path, body) => {
    expect(await admin.patch(path, body)).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
  });

  it('alone may do this', async () => {
    for (const [path, body] of [
      ['/api/admin/season', { lock: 'kickoff' }],
      ['/api/admin/weeks/8', { deadline: null }],
    ] as const) {
      expect((await visitor.patch(path, body)).status).toBe(401);
      expect((await player.patch(path, body)).status).toBe(403);
    }
    expect(season(await visitor.get('/api/season')).lock).toBe('week');
  });
});
