import { randomBytes } from 'node:crypto';
import {
  adminUserSchema,
  meSchema,
  type ScorerGame,
  scorerGameSchema,
  scorerGamesSchema,
} from '@sunday-live/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { type Answer, aPlayer, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';

let server: TestServer;
let admin: Caller;
let ann: Caller;
let ben: Caller;
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  admin = await aPlayer(server.url, { name: 'Ada' });
  // a name that is a word of the code must not matter
  ann = await aPlayer(server.url, { name: 'here' });
  ben = await aPlayer(server.url, { name: 'Ben' });
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  await lockAtKickOff(server.db);
});
afterAll(() => server.close());

const why = 'ESPN does not answer';
const STARTED = new Date(Date.now() - 7_200_000);
const aKey = (): string => randomBytes(16).toString('hex');
const PHONE = aKey();
const OTHER = aKey();

const appoint = (player: Caller, body: object = { scorer: true }): Promise<Answer> =>
  admin.patch(`/api/admin/users/${player.id}/scorer`, { why, ...body });
const hold = (player: Caller, device = PHONE, takeOver = false): Promise<Answer> =>
  player.post('/api/scorer/games/a/hold', { device, takeOver });
const tap = (player: Caller, plays: readonly object[], device = PHONE): Promise<Answer> =>
  player.post('/api/scorer/games/a/plays', {
    device,
    plays: plays.map((play) => ({ key: aKey(), ...play })),
  });
const read = async (player: Caller, device = PHONE): Promise<ScorerGame> =>
  scorerGameSchema.parse((await player.get(`/api/scorer/games/a?device=${device}`)).body);
const events = async () => {
  const rows = await server.db.query<{ payload: { cause?: object } }[]>(
    `SELECT payload FROM slate_event WHERE kind = 'games' ORDER BY seq`,
  );
  return rows.map(({ payload }) => payload);
};
const said = (awayScore: number, homeScore: number, state: 'in' | 'post' = 'in') =>
  feed(
    server.app,
    anAnswer([aGame('a', { kickoff: STARTED, state, awayScore, homeScore, period: 3, clock: '9:00' })]),
  );

beforeEach(async () => {
  await server.db.query(
    'DELETE FROM feed_quarantine; DELETE FROM card; DELETE FROM game; DELETE FROM slate_event',
  );
  await said(14, 14);
  for (const player of [ann, ben]) await appoint(player);
});

describe('a scorer of the day', () => {
  it('H5 is a player to whom an admin gives the role for 24 hours, audited', async () => {
    await appoint(ann, { scorer: false });
    expect((await ann.get('/api/scorer/games')).status).toBe(403);
    expect((await hold(ann)).status).toBe(403);
    expect(meSchema.parse((await ann.get('/api/me')).body)).not.toHaveProperty('scorerUntil');
    const given = await appoint(ann);
    const { scorer } = adminUserSchema.parse(given.body);
    if (scorer === null) throw new Error(given.text);
    expect(Date.parse(scorer.until) - Date.parse(scorer.from)).toBe(86_400_000);
    expect(scorerGamesSchema.parse((await ann.get('/api/scorer/games')).body)).toMatchObject({
      until: scorer.until,
      games: [{ id: 'a' }],
    });
    expect(meSchema.parse((await ann.get('/api/me')).body).scorerUntil).toBe(scorer.until);
    const [audited] = await server.db.query('SELECT * FROM audit ORDER BY id DESC LIMIT 1');
    expect(audited).toMatchObject({ action: 'user.scorer', target: `user/${ann.id}`, why, actor: admin.id });
  });

  it.each([
    ['has not begun', 3_600_000],
    ['is over', -90_000_000],
  ])('H5 may do nothing when the day %s', async (_what, from) => {
    await appoint(ann, { scorer: true, from: new Date(Date.now() + from).toISOString() });
    for (const answer of [
      await ann.get('/api/scorer/games'),
      await ann.get('/api/scorer/games/a'),
      await hold(ann),
    ])
      expect(answer.status).toBe(403);
    expect((await tap(ann, [{ kind: 'final' }])).status).toBe(403);
  });

  it('H5 loses the role during the game: no further tap counts', async () => {
    await hold(ann);
    await appoint(ann, { scorer: false });
    expect((await tap(ann, [{ kind: 'safety', side: 'home' }])).status).toBe(403);
    expect((await read(admin)).game).toMatchObject({ homeScore: 14 });
  });

  it('H5 may enter the score and state by the admins’ route, nothing else of a game', async () => {
    const enter = (who: Caller, change: object) => who.patch('/api/admin/games/a', { why, ...change });
    expect(
      (await enter(ann, { byHand: true, awayScore: 21, homeScore: 14, period: 4, clock: '2:00' })).status,
    ).toBe(204);
    expect((await read(ann)).game).toMatchObject({ awayScore: 21, homeScore: 14, byHand: { by: 'here' } });
    const refused = [
      { week: 9 },
      { kickoff: STARTED.toISOString() },
      { away: 'KC' },
      { state: 'off' },
      { suspended: true },
      { byHand: false },
    ];
    for (const change of refused)
      expect(await enter(ann, change)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    await appoint(ann, { scorer: false });
    expect((await enter(ann, { byHand: true, awayScore: 28 })).status).toBe(403);
    expect((await read(admin)).game).toMatchObject({ awayScore: 21, state: 'in' });
  });

  it('H5 may do nothing else that admins may; an admin scores without the role', async () => {
    expect((await ann.get('/api/admin/games')).status).toBe(403);
    expect((await ann.post('/api/admin/games/a/merge', { into: 'b', why })).status).toBe(403);
    expect((await hold(admin)).status).toBe(200);
  });
});

describe('a game scored play by play', () => {
  beforeEach(async () => {
    expect((await hold(ann)).status).toBe(200);
  });

  it('H6 each tap is one event, named as the feed would, and one row of the audit', async () => {
    const before = (await events()).length;
    const taps = [
      { kind: 'touchdown', side: 'away' },
      { kind: 'safety', side: 'away' },
      { kind: 'field-goal', side: 'home' },
      { kind: 'next' },
      { kind: 'final' },
    ];
    for (const play of taps) expect((await tap(ann, [play])).status).toBe(200);
    const { game, plays } = await read(ann);
    expect(game).toMatchObject({ awayScore: 22, homeScore: 17, state: 'post', detail: 'Final' });
    expect(game.byHand).toMatchObject({ by: 'here' });
    expect(plays.map(({ kind }) => kind)).toEqual(taps.map(({ kind }) => kind));
    expect((await events()).slice(before).map(({ cause }) => cause)).toEqual([
      { game: 'a', kind: 'touchdown', team: 'Aa' },
      { game: 'a', kind: 'safety', team: 'Aa' },
      { game: 'a', kind: 'field-goal', team: 'Ha' },
      undefined,
      { game: 'a', kind: 'final' },
    ]);
    const rows = await server.db.query(
      `SELECT why, actor FROM audit WHERE action = 'game.play' ORDER BY id DESC LIMIT 5`,
    );
    expect(rows.reverse()).toMatchObject([
      { why: 'Play: touchdown of Aa', actor: ann.id },
      { why: 'Play: safety of Aa' },
      { why: 'Play: field-goal of Ha' },
      { why: 'Play: next' },
      { why: 'Play: final' },
    ]);
  });

  it('H6 a tap that is sent again counts once, in its first order, whatever follows it', async () => {
    const plays = [
      { key: aKey(), kind: 'touchdown', side: 'away' },
      { key: aKey(), kind: 'extra-point', side: 'away' },
    ];
    await tap(ann, plays.slice(0, 1));
    const before = (await events()).length;
    for (let i = 0; i < 3; i += 1) expect((await tap(ann, plays)).status).toBe(200);
    expect((await events()).length).toBe(before + 1);
    const undo = { key: aKey(), kind: 'undo', play: plays[1]?.key };
    for (let i = 0; i < 3; i += 1) await tap(ann, [undo]);
    await tap(ann, [...plays, undo]);
    expect((await read(ann)).game).toMatchObject({ awayScore: 20, homeScore: 14 });
  });

  it('H6 two phones that send the same taps at once count each once', async () => {
    const plays = [
      { key: aKey(), kind: 'touchdown', side: 'home' },
      { key: aKey(), kind: 'two-point', side: 'home' },
    ];
    const answers = await Promise.all(Array.from({ length: 6 }, () => tap(ann, plays)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect((await read(ann)).game).toMatchObject({ awayScore: 14, homeScore: 22 });
  });

  it('H6 is undone without limit, one play after the other, the end of the game included', async () => {
    const taps = ['touchdown', 'extra-point', 'field-goal', 'safety'].map((kind) => ({ kind, side: 'away' }));
    await tap(ann, [
      ...taps,
      { kind: 'set', awayScore: 40, homeScore: 41, period: 4, clock: '1:05' },
      { kind: 'final' },
    ]);
    expect((await read(ann)).game).toMatchObject({ awayScore: 40, homeScore: 41, state: 'post' });
    for (let left = 6; left > 0; left -= 1) {
      const last = (await read(ann)).plays.at(-1)?.key;
      expect((await tap(ann, [{ kind: 'undo', play: last }])).status).toBe(200);
    }
    const { game, plays } = await read(ann);
    expect(game).toMatchObject({ awayScore: 14, homeScore: 14, state: 'in', period: 3, clock: '9:00' });
    expect(plays).toEqual([]);
    const kinds = (await events()).map(({ cause }) => (cause as { kind?: string } | undefined)?.kind);
    expect(kinds.slice(-5)).not.toContain('kick-off');
  });

  it('H6 ignores an undo whose play is not the last', async () => {
    const first = { key: aKey(), kind: 'touchdown', side: 'away' };
    await tap(ann, [first, { kind: 'extra-point', side: 'away' }, { kind: 'undo', play: first.key }]);
    expect((await read(ann)).game.awayScore).toBe(21);
  });

  it('H1 Given by hand 21–17, when the feed says 28–14, then no screen changes; the page shows the feed’s score and age', async () => {
    await tap(ann, [{ kind: 'set', awayScore: 21, homeScore: 17 }]);
    const before = (await events()).length;
    await said(28, 14);
    expect(await events()).toHaveLength(before);
    const { game, feed: word } = await read(ann);
    expect(game).toMatchObject({ awayScore: 21, homeScore: 17 });
    expect(word).toMatchObject({ awayScore: 28, homeScore: 14, at: expect.any(String) });
    expect((await admin.patch('/api/admin/games/a', { byHand: false, why })).status).toBe(204);
    expect(await events()).toHaveLength(before + 1);
    const given = await read(ann);
    expect(given).toMatchObject({ holder: null, plays: [], game: { awayScore: 28, homeScore: 14 } });
    expect((await tap(ann, [{ kind: 'final' }])).status).toBe(409);
  });
});

describe('two scorers on one game', () => {
  it('H7 the second sees who holds it, and takes it over with one confirmation', async () => {
    await hold(ann);
    expect((await read(ben)).holder).toMatchObject({ name: 'here', you: false, here: false });
    const refused = await hold(ben);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('here scores this game');
    expect((await tap(ben, [{ kind: 'final' }])).status).toBe(409);
    expect((await hold(ben, PHONE, true)).status).toBe(200);
    // the first phone's late taps change nothing
    const late = await tap(ann, [{ kind: 'touchdown', side: 'away' }]);
    expect([late.status, late.text]).toEqual([409, expect.stringContaining('Ben scores this game')]);
    expect((await tap(ben, [{ kind: 'field-goal', side: 'home' }])).status).toBe(200);
    expect((await read(ann)).game).toMatchObject({ awayScore: 14, homeScore: 17, byHand: { by: 'Ben' } });
  });

  it('H7 one player with two phones holds it on one of them', async () => {
    await hold(ann);
    expect((await read(ann, OTHER)).holder).toMatchObject({ you: true, here: false });
    expect((await tap(ann, [{ kind: 'final' }], OTHER)).status).toBe(409);
    await hold(ann, OTHER, true);
    expect((await read(ann, OTHER)).holder).toMatchObject({ you: true, here: true });
    expect((await tap(ann, [{ kind: 'final' }])).status).toBe(409);
  });

  it('H7 an admin who enters the game in the console holds it then', async () => {
    await hold(ann);
    await admin.patch('/api/admin/games/a', { byHand: true, awayScore: 21, why });
    expect((await tap(ann, [{ kind: 'safety', side: 'home' }])).status).toBe(409);
    expect((await read(ann)).holder).toMatchObject({ name: 'Ada' });
    await hold(ann, PHONE, true);
    await tap(ann, [{ kind: 'safety', side: 'home' }]);
    expect((await read(ann)).game).toMatchObject({ awayScore: 21, homeScore: 16 });
  });

  it.each([
    [
      'an unknown game',
      '/api/scorer/games/z/plays',
      { device: PHONE, plays: [{ key: aKey(), kind: 'final' }] },
      404,
    ],
    ['no play', '/api/scorer/games/a/plays', { device: PHONE, plays: [] }, 422],
    [
      'a play without a team',
      '/api/scorer/games/a/plays',
      { device: PHONE, plays: [{ key: aKey(), kind: 'safety' }] },
      422,
    ],
    [
      'a key that is none',
      '/api/scorer/games/a/plays',
      { device: PHONE, plays: [{ key: '1', kind: 'final' }] },
      422,
    ],
    [
      'a game that nobody holds',
      '/api/scorer/games/a/plays',
      { device: PHONE, plays: [{ key: aKey(), kind: 'final' }] },
      409,
    ],
  ] as const)('refuses %s', async (_what, path, body, status) => {
    expect((await ann.post(path, body)).status).toBe(status);
  });
});
