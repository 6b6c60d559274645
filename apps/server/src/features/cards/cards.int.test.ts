import { myCardsSchema } from '@sunday-live/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, aVisitor, type Caller, problemCodes } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed } from '../calendar/testing/slate-fixture.js';
import { anyCardBody } from './testing/any-card.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

let server: TestServer;
let player: Caller;

const WEEK_8 = ['1', '2', '3'];
const card = (given: object = {}) => ({
  picks: { '1': 'away', '2': 'home', '3': 'away' },
  banker: '1',
  joker: false,
  ...given,
});
const put = (input: object, week = 8, who = player) => who.put(`/api/me/cards/${week}`, input);

async function setDeadline(at: Date, week = 8): Promise<void> {
  await server.db.query(
    `INSERT INTO week_deadline (season, season_type, week, deadline) VALUES (2024, 2, $1, $2)
     ON CONFLICT (season, season_type, week) DO UPDATE SET deadline = excluded.deadline`,
    [week, at],
  );
}

async function setLock(lock: 'week' | 'kickoff'): Promise<void> {
  await server.db.query('UPDATE season_state SET lock = $1', [lock]);
}

async function cardEvents(): Promise<{ seq: number; week: number; payload: object }[]> {
  return server.db.query(`SELECT seq, week, payload FROM slate_event WHERE kind = 'card' ORDER BY seq`);
}

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
});
afterAll(async () => {
  await server.close();
});

beforeEach(async () => {
  await server.db.query(
    'DELETE FROM card; DELETE FROM game; DELETE FROM slate_event; DELETE FROM week_deadline',
  );
  await setLock('week');
  await feed(
    server.app,
    anAnswer([
      ...WEEK_8.map((id) => aGame(id)),
      aGame('71', { week: 9, away: 'A1', kickoff: inHours(170) }),
      aGame('72', { week: 9, kickoff: inHours(170) }),
    ]),
  );
  await setDeadline(inHours(1));
  await setDeadline(inHours(169), 9);
  player ??= await aPlayer(server.url, { name: 'Robin Vale' });
});

describe('a card', () => {
  it('is empty with version 0 before the first save', async () => {
    expect((await player.get('/api/me/cards/8')).body).toEqual({
      week: 8,
      picks: {},
      banker: null,
      joker: false,
      version: 0,
      lockedAt: null,
      picked: 0,
      games: 3,
    });
  });

  it('S16: says how many of the games it has picked, which a new game, or one called off, changes without a save', async () => {
    const progress = async () => (await player.get('/api/me/cards/8')).body;
    expect((await put(card())).body).toMatchObject({ picked: 3, games: 3 });
    await feed(server.app, anAnswer([aGame('4')]));
    expect(await progress()).toMatchObject({ picked: 3, games: 4, version: 1 });
    await feed(server.app, anAnswer([aGame('4', { state: 'off' }), aGame('3', { state: 'off' })]));
    expect(await progress()).toMatchObject({ picked: 2, games: 2, version: 1 });
  });

  it('is replaced as a whole, counts its versions and is appended to the log', async () => {
    expect((await put(card())).body).toMatchObject({ ...card(), week: 8, version: 1, lockedAt: null });
    const second = card({ picks: { '1': 'home', '2': 'home', '3': 'away' }, banker: '3', joker: true });
    expect((await put(second)).body).toMatchObject({ ...second, version: 2 });
    expect((await player.get('/api/me/cards/8')).body).toMatchObject({ ...second, version: 2 });
    expect((await cardEvents()).map(({ week, payload }) => ({ week, payload }))).toEqual([
      { week: 8, payload: { kind: 'card', player: player.id, seasonType: 2, card: card() } },
      { week: 8, payload: { kind: 'card', player: player.id, seasonType: 2, card: second } },
    ]);
  });

  it('X40: is saved only for the player whom it names', async () => {
    await put(card());
    const other = await put(card({ banker: '3', player: 'somebody-else' }));
    expect(other).toMatchObject({ status: 409, body: { code: 'signed-in-as-another' } });
    expect((await player.get('/api/me/cards/8')).body).toMatchObject({ ...card(), version: 1 });
    expect((await put(card({ banker: '3', player: player.id }))).body).toMatchObject({
      banker: '3',
      version: 2,
    });
    expect((await cardEvents()).at(-1)?.payload).toEqual({
      kind: 'card',
      player: player.id,
      seasonType: 2,
      card: card({ banker: '3' }),
    });
  });

  it('saved again as it is changes neither version nor log', async () => {
    await put(card());
    expect((await put(card())).body).toMatchObject({ version: 1 });
    expect(await cardEvents()).toHaveLength(1);
  });

  it.each([
    ['unknown-game', { picks: { '1': 'away', '2': 'home', '3': 'away', '99': 'home' } }],
    ['missing-pick', { picks: { '1': 'away', '2': 'home' } }],
    ['banker-missing', { banker: null }],
    ['banker-not-road-team', { banker: '2' }],
    ['banker-not-picked', { picks: { '2': 'home', '3': 'away' } }],
  ])('is refused for %s, and nothing changes', async (code, change) => {
    await put(card());
    const answer = await put(card(change));
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ code: 'invalid-card', status: 422 });
    expect(problemCodes(answer)).toContain(code);
    expect((await player.get('/api/me/cards/8')).body).toMatchObject({ ...card(), version: 1 });
    expect(await cardEvents()).toHaveLength(1);
  });

  it('names every problem at once', async () => {
    expect(problemCodes(await put({ picks: { '99': 'home' }, banker: null, joker: false }))).toEqual([
      'unknown-game',
      'missing-pick',
      'missing-pick',
      'missing-pick',
      'banker-missing',
    ]);
  });

  it('names the week in which the banker was used', async () => {
    await put(card());
    const answer = await put({ picks: { '71': 'away', '72': 'away' }, banker: '71', joker: false }, 9);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      problems: [{ code: 'banker-team-used', week: 8, team: 'A1', game: '71' }],
    });
  });

  it('gives the banker team back when its game is called off', async () => {
    await put(card());
    await feed(server.app, anAnswer([aGame('1', { state: 'off' })]));
    expect((await put({ picks: { '71': 'away', '72': 'away' }, banker: '71', joker: false }, 9)).status).toBe(
      200,
    );
  });

  it('takes three jokers a season and not a fourth', async () => {
    const weeks = [10, 11, 12, 13];
    await feed(
      server.app,
      anAnswer(weeks.map((week) => aGame(`w${week}`, { week, kickoff: inHours(24 * week) }))),
    );
    for (const week of weeks) await setDeadline(inHours(24 * week), week);
    const joker = (week: number) =>
      put({ picks: { [`w${week}`]: 'away' }, banker: `w${week}`, joker: true }, week);
    for (const week of weeks.slice(0, 3)) expect((await joker(week)).status).toBe(200);
    expect(problemCodes(await joker(13))).toEqual(['joker-exhausted']);
  });

  it.each([
    ['a list', []],
    ['too little', { picks: {} }],
    ['additional fields', { ...card(), version: 7, player: 'somebody', points: 99 }],
    ['an unknown side', card({ picks: { '1': 'both' } })],
    [
      'far too many picks',
      card({ picks: Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`g${i}`, 'home'])) }),
    ],
  ])('made of %s is refused before it is looked at', async (_what, input) => {
    expect(await put(input)).toMatchObject({ status: 422, body: { code: 'invalid-input' } });
  });

  it('exists for weeks of the season only', async () => {
    expect(await put(card(), 21)).toMatchObject({ status: 404, body: { code: 'unknown-week' } });
    expect(await player.get('/api/me/cards/21')).toMatchObject({
      status: 404,
      body: { code: 'unknown-week' },
    });
    expect(await player.get('/api/me/cards/zero')).toMatchObject({
      status: 422,
      body: { code: 'invalid-input' },
    });
  });
});

describe('a random body', () => {
  it('is stored as it was sent, or refused and changes nothing', async () => {
    const who = await aPlayer(server.url);
    const shown = async () => (await who.get('/api/me/cards/8')).text;
    let before = await shown();
    for (const body of fc.sample(anyCardBody, 100)) {
      const answer = await put(Object(body), 8, who);
      const after = await shown();
      if (answer.status === 200) expect(answer.body).toMatchObject(Object(body));
      else {
        expect([400, 422], JSON.stringify(body)).toContain(answer.status);
        expect(after).toBe(before);
      }
      before = after;
    }
  });
});

describe('all cards of a season', () => {
  const mine = async (who = player) => myCardsSchema.parse((await who.get('/api/me/cards')).body);
  const nothing = { cards: [], bankers: [], jokers: { used: 0, perSeason: 3 } };

  it('are one answer with the bankers and jokers that they have used up', async () => {
    expect(await mine()).toEqual(nothing);
    await put(card({ joker: true }));
    await put({ picks: { '71': 'home', '72': 'away' }, banker: '72', joker: false }, 9);
    await setDeadline(new Date(Date.now() - 1000));
    const all = await mine();
    expect(all.cards).toEqual([
      (await player.get('/api/me/cards/8')).body,
      (await player.get('/api/me/cards/9')).body,
    ]);
    expect(all.cards.map(({ lockedAt }) => lockedAt === null)).toEqual([false, true]);
    expect(all.bankers).toEqual([
      { week: 8, team: 'A1' },
      { week: 9, team: 'A72' },
    ]);
    expect(all.jokers).toEqual({ used: 1, perSeason: 3 });
  });

  it('omit the banker of a game that was called off', async () => {
    await put(card());
    await feed(server.app, anAnswer([aGame('1', { state: 'off' })]));
    expect((await mine()).bankers).toEqual([]);
  });

  it('are nobody else’s', async () => {
    await put(card());
    expect(await mine(await aPlayer(server.url))).toEqual(nothing);
    expect((await aVisitor(server.url).get('/api/me/cards')).status).toBe(401);
  });
});

describe('lock: week', () => {
  it('closes the whole card at the deadline', async () => {
    await put(card());
    const deadline = new Date(Date.now() - 1000);
    await setDeadline(deadline);
    expect(await put(card())).toMatchObject({ status: 409, body: { code: 'deadline-passed' } });
    expect(await put(card({ banker: '3' }))).toMatchObject({
      status: 409,
      body: { code: 'deadline-passed' },
    });
    expect((await player.get('/api/me/cards/8')).body).toMatchObject({
      version: 1,
      banker: '1',
      lockedAt: deadline.toISOString(),
    });
  });

  it('locks a game that has started, whatever its kickoff and the deadline say', async () => {
    await put(card());
    await feed(server.app, anAnswer([aGame('2', { state: 'in', kickoff: inHours(3) })]));
    expect(await put(card({ picks: { '1': 'away', '2': 'away', '3': 'away' } }))).toMatchObject({
      status: 409,
      body: { code: 'deadline-passed', problems: [{ code: 'game-locked', game: '2' }] },
    });
    expect((await put(card({ picks: { '1': 'away', '2': 'home', '3': 'home' } }))).status).toBe(200);
  });
});

describe('lock: kickoff', () => {
  beforeEach(async () => {
    await setLock('kickoff');
    await setDeadline(new Date(Date.now() - HOUR_MS));
  });

  it('lets open games change after the first kickoff, and keeps locked picks', async () => {
    await put(card());
    await feed(server.app, anAnswer([aGame('1', { kickoff: inHours(-0.01) })]));
    const left = { picks: { '2': 'away', '3': 'home' }, banker: '1', joker: false };
    expect((await put(left)).body).toMatchObject({
      picks: { '1': 'away', '2': 'away', '3': 'home' },
      version: 2,
    });
  });

  it.each([
    ['pick', { picks: { '1': 'home', '2': 'home', '3': 'away' }, banker: '3' }],
    ['banker', { banker: '3' }],
    ['joker', { joker: true }],
  ])('refuses to change the %s of a locked game', async (_what, change) => {
    await put(card());
    await feed(server.app, anAnswer([aGame('1', { kickoff: inHours(-0.01) })]));
    expect(await put(card(change))).toMatchObject({ status: 409, body: { code: 'deadline-passed' } });
    expect((await player.get('/api/me/cards/8')).body).toMatchObject({ ...card(), version: 1 });
  });

  it('neither requires nor accepts a pick of a locked game', async () => {
    await feed(server.app, anAnswer([aGame('2', { kickoff: inHours(-0.01) })]));
    expect(await put(card())).toMatchObject({ status: 409 });
    expect(
      (await put({ picks: { '1': 'away', '3': 'away' }, banker: '1', joker: false })).body,
    ).toMatchObject({
      picks: { '1': 'away', '3': 'away' },
    });
  });

  it('keeps a locked game locked although its kickoff moves', async () => {
    await put(card());
    await feed(server.app, anAnswer([aGame('1', { kickoff: inHours(-0.01) })]));
    await server.db.query(`UPDATE game SET locked_at = now() WHERE id = '1'`);
    await feed(server.app, anAnswer([aGame('1', { kickoff: inHours(5) })]));
    expect(await put(card({ banker: '3' }))).toMatchObject({ status: 409 });
  });

  it('follows a kickoff that moves before it has passed', async () => {
    await feed(server.app, anAnswer([aGame('1', { kickoff: inHours(5) })]));
    expect((await put(card())).status).toBe(200);
    await feed(server.app, anAnswer([aGame('1', { kickoff: inHours(-0.01) })]));
    expect(await put(card({ banker: '3' }))).toMatchObject({ status: 409 });
  });

  it('does not close at a placeholder kickoff', async () => {
    await feed(server.app, anAnswer([aGame('1', { kickoff: inHours(-1), timeValid: false })]));
    expect((await put(card())).status).toBe(200);
  });
});
