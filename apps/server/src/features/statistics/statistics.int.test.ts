import {
  EVERYONE,
  leagueStatisticsSchema,
  playerCareerSchema,
  playerProfileSchema,
  playerStatisticsSchema,
} from '@sunday-live/contract';
import { storeCards, type TestCard } from '@sunday-live/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { type Answer, aPlayer, aVisitor, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);

let server: TestServer;
let ann: Caller;
let ben: Caller;
let outsider: Caller;
let league: string;

const insertCard = (
  who: Caller,
  season: number,
  week: number,
  picks: TestCard['picks'],
  banker: string,
  joker = false,
) => storeCards(server.db, [{ player: who.id, season, week, picks, banker, joker }]);
const statistics = async (who: Caller, query = '', id = league) =>
  leagueStatisticsSchema.parse((await who.get(`/api/leagues/${id}/statistics${query}`)).body);
const playerStatistics = async (who: Caller, player: Caller, query = '', id = league) =>
  playerStatisticsSchema.parse(
    (await who.get(`/api/leagues/${id}/players/${player.id}/statistics${query}`)).body,
  );

/**
 * Season 2023: one week, Ben's 20 points against Ann's 10. Season 2024: week 7 is over; in week 8 `early` is in
 * progress and `late` is open; week 9 is upcoming. Ann's banker of week 8 is the open game, with a joker.
 */
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  [ann, ben, outsider] = await Promise.all([
    aPlayer(server.url, { name: '=Ann', team: 'GB' }),
    aPlayer(server.url, { name: 'Ben' }),
    aPlayer(server.url, { name: 'Olga Out' }),
  ]);
  const created = await ann.post('/api/leagues', { name: 'Kitchen Table' });
  ({ id: league } = created.body as { id: string });
  await ben.post('/api/leagues/join', { code: (created.body as { code: string }).code });
  const old = { season: 2023, week: 1, kickoff: inDays(-400), state: 'post' as const };
  await feed(
    server.app,
    anAnswer(
      [
        aGame('old1', { ...old, away: 'GB', home: 'CHI', awayScore: 10, homeScore: 3 }),
        aGame('old2', { ...old, away: 'NYG', home: 'DAL', awayScore: 3, homeScore: 20 }),
      ],
      { season: 2023, week: 1 },
    ),
  );
  await insertCard(ann, 2023, 1, { old1: 'away', old2: 'away' }, 'none');
  await insertCard(ben, 2023, 1, { old1: 'home', old2: 'home' }, 'none');
  await feed(
    server.app,
    anAnswer([
      aGame('seven', {
        week: 7,
        kickoff: inDays(-7),
        state: 'post',
        away: 'GB',
        home: 'MIN',
        awayScore: 21,
        homeScore: 14,
      }),
      aGame('early', {
        kickoff: inDays(-0.1),
        state: 'in',
        away: 'DET',
        home: 'CHI',
        awayScore: 7,
        homeScore: 3,
      }),
      aGame('late', { kickoff: inDays(0.2), away: 'LAR', home: 'SF' }),
      aGame('nine', { week: 9, kickoff: inDays(7), away: 'NYJ', home: 'BUF' }),
    ]),
  );
  await lockAtKickOff(server.db);
  await insertCard(ann, 2024, 7, { seven: 'home' }, 'none');
  await insertCard(ben, 2024, 7, { seven: 'away' }, 'seven');
  await insertCard(ann, 2024, 8, { early: 'home', late: 'away' }, 'late', true);
  await insertCard(ben, 2024, 8, { early: 'away', late: 'home' }, 'early', true);
  await insertCard(ben, 2024, 9, { nine: 'away' }, 'nine', true);
  await insertCard(outsider, 2024, 7, { seven: 'away' }, 'none');
});
afterAll(async () => {
  await server.close();
});

describe("a league's statistics", () => {
  it('list every player week by week, with the place before the latest week', async () => {
    const answer = await statistics(ann);
    expect(answer).toMatchObject({
      league,
      season: 2024,
      weeks: [
        { week: 7, over: true },
        { week: 8, over: false },
      ],
    });
    // Ben: banker 21 × 2, then banker with joker 7 × 2 × 3
    expect(answer.rows).toMatchObject([
      {
        id: ben.id,
        rank: 1,
        before: 1,
        points: 84,
        lastWeek: 42,
        best: 42,
        worst: 42,
        average: 42,
        jokers: 1,
        weeks: [42, 42],
      },
      {
        id: ann.id,
        rank: 2,
        before: 2,
        points: 0,
        lastWeek: 0,
        best: 0,
        right: 0,
        played: 2,
        jokers: 0,
        weeks: [0, 0],
      },
    ]);
  });

  it('include everybody in `everyone`; a week that a player did not play has no points', async () => {
    const { rows } = await statistics(outsider, '', EVERYONE);
    expect(rows.map(({ id, weeks }) => [id, weeks])).toEqual([
      [ben.id, [42, 42]],
      [outsider.id, [21, null]],
      [ann.id, [0, 0]],
    ]);
  });

  it('are the same whether the league is small or large', async () => {
    await server.db.query(
      `INSERT INTO "user" (id, name, email) SELECT 'x' || i, 'X', 'x' || i || '@test.example' FROM generate_series(1, 501) i`,
    );
    await server.db.query(
      `INSERT INTO league_member (league, player) SELECT $1, 'x' || i FROM generate_series(1, 501) i`,
      [league],
    );
    const large = await statistics(ann, '?season=2024');
    await server.db.query(`DELETE FROM "user" WHERE id ~ '^x[0-9]+$'`);
    expect(large).toEqual(await statistics(ann));
  });

  it('follow a score at once', async () => {
    const game = (awayScore: number) =>
      aGame('early', {
        kickoff: inDays(-0.1),
        state: 'in',
        away: 'DET',
        home: 'CHI',
        awayScore,
        homeScore: 3,
      });
    await feed(server.app, anAnswer([game(14)]));
    expect((await statistics(ann)).rows[0]?.points).toBe(126);
    await feed(server.app, anAnswer([game(7)]));
    expect((await statistics(ann)).rows[0]?.points).toBe(84);
  });

  it('exist for any season that was played', async () => {
    expect((await statistics(ann, '?season=2023')).rows).toMatchObject([
      { id: ben.id, rank: 1, before: null, points: 20, weeks: [20] },
      { id: ann.id, rank: 2, points: 10 },
    ]);
    expect(await statistics(ann, '?season=1999')).toMatchObject({ season: 1999, weeks: [], rows: [] });
  });

  it('are available as CSV in which no cell is a formula', async () => {
    const { text } = await ann.get(`/api/leagues/${league}/statistics`, { accept: 'text/csv' });
    expect(text.split('\r\n')).toEqual([
      'rank,rank before,player,team,points,last week,right,played,% right,best week,average week,worst week,banker average,jokers,week 7,week 8',
      '1,1,Ben,,84,42,2,2,100,42,42,42,42,1,42,42',
      "2,2,'=Ann,GB,0,0,0,2,0,0,0,0,,0,0,0",
      '',
    ]);
  });

  it.each(['?season=x', '?season=0'])('refuse %s', async (query) => {
    expect(await ann.get(`/api/leagues/${league}/statistics${query}`)).toMatchObject({
      status: 422,
      body: { code: 'invalid-input' },
    });
  });
});

describe("a player's statistics", () => {
  it('compare weeks with the league, and list places, bankers and teams', async () => {
    const { figures, weeks, bankers, teams } = await playerStatistics(ann, ben);
    expect(figures).toMatchObject({
      season: 2024,
      rank: 1,
      players: 2,
      points: 84,
      weeks: 2,
      bankers: 2,
      run: 1,
    });
    expect(weeks).toMatchObject([
      { week: 7, points: 42, average: 21, rank: 1, joker: false },
      { week: 8, points: 42, average: 21, rank: 1, joker: true },
    ]);
    expect(bankers).toMatchObject([
      { week: 7, team: 'GB', opponent: 'MIN', right: true, points: 42, joker: false },
      { week: 8, team: 'DET', opponent: 'CHI', right: true, points: 42, joker: true },
    ]);
    expect(teams).toEqual([
      { team: 'CHI', played: 1, right: 1 },
      { team: 'DET', played: 1, right: 1 },
      { team: 'GB', played: 1, right: 1 },
      { team: 'MIN', played: 1, right: 1 },
    ]);
  });

  it('reveal nothing of open picks: no banker, no joker, no team of an open game', async () => {
    const texts = await Promise.all(
      [
        `/api/leagues/${league}/players/${ann.id}/statistics`,
        `/api/leagues/${league}/players/${ben.id}/statistics`,
        `/api/leagues/${league}/players/${ben.id}/career`,
        `/api/leagues/${league}/statistics`,
        `/api/players/${ben.id}`,
      ].map(async (path) => (await ben.get(path)).text),
    );
    for (const text of texts) expect(text).not.toMatch(/LAR|"SF"|NYJ|BUF|late|nine/);
    const { figures, weeks, bankers } = await playerStatistics(ben, ann);
    expect([figures.jokers, weeks.at(-1)?.joker, bankers]).toEqual([0, false, []]);
    expect((await playerStatistics(ann, ben)).figures.jokers).toBe(1);
  });

  it('include past seasons, and all of them together', async () => {
    expect((await playerStatistics(ben, ann, '?season=2023')).figures).toMatchObject({ rank: 2, points: 10 });
    const { seasons } = playerCareerSchema.parse(
      (await ben.get(`/api/leagues/${league}/players/${ann.id}/career`)).body,
    );
    expect(seasons).toMatchObject([
      { season: 2024, rank: 2, points: 0 },
      { season: 2023, rank: 2, points: 10, right: 1, played: 2 },
    ]);
  });

  it('are empty for a member without a card', async () => {
    const { figures, weeks } = await playerStatistics(ann, outsider, '?season=2023', EVERYONE);
    expect(figures).toMatchObject({ rank: null, players: 2, points: 0, weeks: 0, best: null });
    expect(weeks).toMatchObject([{ week: 1, points: null, rank: null, average: 15 }]);
  });

  it('name the leagues that both share, and no other', async () => {
    await ben.post('/api/leagues', { name: 'Only Ben' });
    expect(playerProfileSchema.parse((await ann.get(`/api/players/${ben.id}`)).body)).toEqual({
      id: ben.id,
      name: 'Ben',
      team: null,
      leagues: [
        { id: EVERYONE, name: 'Everyone' },
        { id: league, name: 'Kitchen Table' },
      ],
      seasons: [2024, 2023],
    });
  });
});

describe('data of other players', () => {
  const routes: [string, (who: Caller) => Promise<Answer>][] = [
    ["a league's statistics", (who) => who.get(`/api/leagues/${league}/statistics`)],
    ['its CSV', (who) => who.get(`/api/leagues/${league}/statistics`, { accept: 'text/csv' })],
    ["a member's statistics", (who) => who.get(`/api/leagues/${league}/players/${ann.id}/statistics`)],
    ["a member's career", (who) => who.get(`/api/leagues/${league}/players/${ann.id}/career`)],
  ];

  it.each(routes)('does not exist: %s', async (_what, call) => {
    expect(await call(outsider)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect((await call(aVisitor(server.url))).status).toBe(401);
    expect((await call(ben)).status).toBe(200);
  });

  it('does not exist: a player in none of my leagues, through any league', async () => {
    const theirs = `/api/leagues/${league}/players/${outsider.id}`;
    for (const path of [`${theirs}/statistics`, `${theirs}/career`, '/api/players/nobody'])
      expect(await ann.get(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});
