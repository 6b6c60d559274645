import { leagueCardsSchema, receiptsSchema } from '@sunday-live/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { ReceiptIssuer } from '../cards/receipts/receipt-issuer.js';
import { LockWatcher } from '../slate/lock-watcher.js';
import { type Answer, aPlayer, type Caller, problemCodes } from './testing/api.js';
import { aGame, anAnswer, feed } from './testing/slate-fixture.js';

const inHours = (hours: number): Date => new Date(Date.now() + hours * 3_600_000);
const KICKOFFS = { '8a': 3, '8b': 30, '9a': 170, '9b': 190 } as const;
type GameId = keyof typeof KICKOFFS;
const GAMES = Object.keys(KICKOFFS) as GameId[];
const weekOf = (id: string): number => Number(id.slice(0, 1));

let server: TestServer;
let admin: Caller;
let ann: Caller;
let ben: Caller;

const lock = (): Promise<string[]> => server.app.get(LockWatcher, { strict: false }).lockDue();
const locked = async (): Promise<string[]> => {
  const rows = await server.db.query<{ id: string }[]>(
    'SELECT id FROM game WHERE locked_at IS NOT NULL ORDER BY id',
  );
  return rows.map(({ id }) => id);
};
const see = (id: GameId, given: Parameters<typeof aGame>[1] = {}): Promise<void> =>
  feed(server.app, anAnswer([aGame(id, { week: weekOf(id), kickoff: inHours(KICKOFFS[id]), ...given })]));
const settings = (body: object): Promise<Answer> => admin.patch('/api/admin/season', body);
const deadline = (week: number, hours: number | null, opens?: readonly string[]): Promise<Answer> =>
  admin.patch(`/api/admin/weeks/${week}`, {
    deadline: hours === null ? null : inHours(hours).toISOString(),
    ...(opens ? { opens } : {}),
  });
const card = (week: number, given: object = {}) => ({
  picks: { [`${week}a`]: 'away', [`${week}b`]: 'home' },
  banker: `${week}a`,
  joker: true,
  ...given,
});

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  [admin, ann, ben] = await Promise.all([aPlayer(server.url), aPlayer(server.url), aPlayer(server.url)]);
  await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
});
afterAll(() => server.close());

beforeEach(() => begin());

/** Two weeks with one card of Ann's each, under `lock: kickoff`, with nothing locked. */
async function begin(): Promise<void> {
  await server.db.query(
    'DELETE FROM card; DELETE FROM game; DELETE FROM week_deadline; DELETE FROM receipt_part',
  );
  await server.db.query(`UPDATE season_state SET lock = 'kickoff', forced_jokers_since = NULL`);
  await feed(
    server.app,
    anAnswer(GAMES.map((id) => aGame(id, { week: weekOf(id), kickoff: inHours(KICKOFFS[id]) }))),
  );
  for (const week of [8, 9]) expect((await ann.put(`/api/me/cards/${week}`, card(week))).status).toBe(200);
}

describe('R11: what has locked stays locked', () => {
  beforeEach(async () => {
    await see('8a', { kickoff: inHours(-0.1) });
    expect(await lock()).toEqual(['8a']);
  });

  it.each([
    ['jokers are forced', () => settings({ forcedJokers: true })],
    ['the lock is set as it is', () => settings({ lock: 'kickoff' })],
    ['the lock is set to another one', () => settings({ lock: 'week' })],
    ['the deadline of another week moves', () => deadline(9, 100)],
    ['the deadline of another week is the one of its kickoffs', () => deadline(9, null)],
  ])('when %s, although its kickoff has moved to tomorrow', async (_case, change) => {
    await see('8a', { kickoff: inHours(24) });
    const head = async () => (await server.db.query('SELECT head FROM slate_stream'))[0];
    const before = await head();
    expect((await change()).status).toBe(200);
    expect(await locked()).toEqual(['8a']);
    // no new epoch: no node has to read the season again
    expect(await head()).toEqual(before);
    const moved = await ann.put('/api/me/cards/8', card(8, { banker: '8b', joker: false }));
    expect(moved).toMatchObject({ status: 409, body: { code: 'deadline-passed' } });
    expect(
      leagueCardsSchema.parse((await ben.get('/api/leagues/everyone/cards/8')).body).cards,
    ).toMatchObject([{ player: ann.id, picks: { '8a': 'away' }, banker: '8a', joker: true }]);
  });

  it('when it is called off and the deadline of its own week moves: its banker and its receipt are still seen', async () => {
    await server.app.get(ReceiptIssuer, { strict: false }).issueDue({ season: 2024, seasonType: 2 });
    await see('8a', { state: 'off' });
    expect((await deadline(8, 20)).status).toBe(200);
    expect((await settings({ forcedJokers: true })).status).toBe(200);
    expect(await locked()).toEqual(['8a']);
    const seen = receiptsSchema.parse((await ben.get('/api/leagues/everyone/receipts/8')).body);
    expect(seen.receipts.map(({ content }) => JSON.parse(content).banker)).toEqual(['8a']);
    expect(seen.parts).toMatchObject([{ superseded: false }]);
  });

  it('also when it is due by the old rule and not yet marked', async () => {
    await settings({ lock: 'week' });
    await deadline(8, 0.5);
    await server.db.query(`UPDATE week_deadline SET deadline = clock_timestamp() - interval '1 second'`);
    await settings({ lock: 'kickoff' });
    expect(await locked()).toEqual(['8a', '8b']);
  });

  it('R11: opens by a later deadline of its week once the admin has named exactly the games that open', async () => {
    await settings({ lock: 'week' });
    await deadline(8, -1);
    await lock();
    await see('8a', { kickoff: inHours(-0.1), state: 'in' });
    for (const opens of [undefined, [], ['8a', '8b'], ['9a']]) {
      const refused = await deadline(8, 20, opens);
      expect(refused).toMatchObject({ status: 409, body: { code: 'games-would-open' } });
      expect(problemCodes(refused)).toEqual(['game-would-open']);
      expect(refused.body).toMatchObject({
        problems: [{ game: '8b', message: 'A8b at H8b is locked and would open.' }],
      });
    }
    expect(await locked()).toEqual(['8a', '8b']);
    expect((await deadline(8, 20, ['8b'])).status).toBe(200);
    expect(await locked()).toEqual(['8a']);
    expect((await deadline(9, 100, ['9a'])).status).toBe(409);
  });

  it('R11: through any sequence of settings and of what the feed says', { timeout: 120_000 }, async () => {
    const game = fc.constantFrom(...GAMES);
    const hours = fc.constantFrom(-2, 1, 50, 200);
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('settings' as const),
        lock: fc.option(fc.constantFrom('week', 'kickoff'), { nil: undefined }),
        forcedJokers: fc.boolean(),
      }),
      fc.record({
        kind: fc.constant('deadline' as const),
        week: fc.constantFrom(8, 9),
        hours: fc.option(hours),
        opens: fc.option(fc.subarray(GAMES), { nil: undefined }),
      }),
      fc.record({ kind: fc.constant('kickoff' as const), game, hours }),
      fc.record({
        kind: fc.constant('state' as const),
        game,
        state: fc.constantFrom('pre' as const, 'in' as const, 'off' as const),
        hours,
      }),
      fc.record({ kind: fc.constant('tick' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        await begin();
        let before = new Set<string>();
        for (const now of steps) {
          const mayOpen = new Set<string>();
          if (now.kind === 'tick') await lock();
          if (now.kind === 'settings') await settings({ lock: now.lock, forcedJokers: now.forcedJokers });
          if (now.kind === 'kickoff') await see(now.game, { kickoff: inHours(now.hours) });
          if (now.kind === 'state') await see(now.game, { kickoff: inHours(now.hours), state: now.state });
          if (now.kind === 'deadline') {
            const { status } = await deadline(now.week, now.hours, now.opens);
            for (const id of now.opens ?? []) if (status === 200 && weekOf(id) === now.week) mayOpen.add(id);
          }
          const after = new Set(await locked());
          expect([...before].filter((id) => !after.has(id) && !mayOpen.has(id))).toEqual([]);
          before = after;
        }
      }),
      { numRuns: 30 },
    );
  });
});
