import { RULES_NAMES } from '@sunday-live/scoring';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { type Caller, manyPlayers } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';
import { SlateLog } from '../slate/slate-log.js';
import { ResultProgressStore } from './results.store.js';
import { ScoresService } from './scores.service.js';
import { fromScratch, stored } from './testing/from-scratch.js';

const DAY_MS = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * DAY_MS);
const WEEKS = [1, 2, 3];

let server: TestServer;
let players: Caller[];
const update = (): Promise<number> => server.app.get(ScoresService, { strict: false }).update();

/** Two games per week; the id consists of week and number. */
const game = (id: string, given: object = {}) =>
  aGame(id, { week: Number(id[0]), kickoff: inDays(Number(id[0])), ...given });
const results = (week: number, scores: [number, number][]) =>
  scores.map(([awayScore, homeScore], i) => game(`${week}${i + 1}`, { state: 'post', awayScore, homeScore }));
const everyWeek = WEEKS.flatMap((week) =>
  results(week, [
    [20, 10],
    [17, 24],
  ]),
);
const saw = (games: ReturnType<typeof game>[], week = 1) => feed(server.app, anAnswer(games, { week }));
const count = async (table: string): Promise<number> => {
  const [row] = await server.db.query<{ count: number }[]>(`SELECT count(*)::int AS count FROM ${table}`);
  return row?.count ?? 0;
};

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  await lockAtKickOff(server.db);
  players = await manyPlayers(server, 4);
});
afterAll(async () => {
  await server.close();
});

beforeEach(async () => {
  await server.app
    .get(SlateLog, { strict: false })
    .reset(async (tx) => void (await tx.query('DELETE FROM card; DELETE FROM game')));
  await saw(WEEKS.flatMap((week) => [game(`${week}1`), game(`${week}2`)]));
  const [ann, ben, cas] = players as [Caller, Caller, Caller];
  for (const week of WEEKS) {
    const card = (first: string, second: string, banker: string, joker: boolean) => ({
      picks: { [`${week}1`]: first, [`${week}2`]: second },
      banker,
      joker,
    });
    const put = async (who: Caller, body: object) =>
      expect((await who.put(`/api/me/cards/${week}`, body)).status).toBe(200);
    await put(ann, card('away', 'home', `${week}1`, week > 1));
    if (week !== 2) await put(ben, card('home', 'away', `${week}2`, false));
    await put(cas, card('away', 'away', `${week}2`, week === 3));
  }
});

/** Updates the results, and does `work` between two weeks of the run: at the fourth time that it takes the lock. */
async function updateAround(work: () => Promise<void>): Promise<void> {
  let begin: () => void = () => undefined;
  // in a context of its own, as another process would be
  const other = new Promise<void>((resolve) => {
    begin = resolve;
  }).then(work);
  const progress = server.app.get(ResultProgressStore, { strict: false });
  const lock = vi.spyOn(progress, 'lock');
  let locks = 0;
  lock.mockImplementation(async (tx) => {
    locks += 1;
    if (locks === 4) {
      begin();
      await other;
    }
    return ResultProgressStore.prototype.lock.call(progress, tx);
  });
  await update();
  lock.mockRestore();
}

describe('R1: scores of weeks and the season', () => {
  it('are those of cards and final games, for everybody and by all rules', async () => {
    await update();
    expect(await count('player_week')).toBe(0);
    await saw([...results(1, [[20, 10]]), game('12', { state: 'in', awayScore: 7 })]);
    await update();
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
    await saw([
      ...results(1, [
        [20, 10],
        [17, 24],
      ]),
      ...results(2, [
        [3, 0],
        [14, 14],
      ]),
    ]);
    await update();
    const tables = await stored(server.db);
    expect(tables).toEqual(await fromScratch(server.db));
    expect(tables.weeks).toHaveLength((3 + 2) * RULES_NAMES.length);
    const [week] = await server.db.query('SELECT average_points, players FROM week_result WHERE week = 2');
    // Ann: banker with joker 3 × 2 × 3, the tie counts nothing; Cas: 3
    expect(week).toEqual({ average_points: (18 + 3) / 2, players: 2 });
  });

  it('R4: a week without a card has no score, also once no card can be made any more', async () => {
    const players = async (week: number): Promise<number[]> => {
      const rows = await server.db.query<{ n: number }[]>(
        `SELECT n FROM result_in_words WHERE rules = 'classic' AND week = $1 AND played IS NOT NULL ORDER BY n`,
        [week],
      );
      return rows.map(({ n }) => n);
    };
    await saw([
      ...results(1, [
        [20, 10],
        [17, 24],
      ]),
      ...results(2, [[3, 0]]),
    ]);
    await update();
    const [ann, ben, cas] = await players(1);
    expect(ben).toBeDefined();
    expect(await players(2)).toEqual([ann, cas]);
    await saw(
      results(2, [
        [3, 0],
        [14, 13],
      ]),
    );
    await update();
    expect(await players(2)).toEqual([ann, cas]);
  });

  it('R2: imported twice, corrected and imported again are those of a recompute from scratch each time', async () => {
    const first = [
      ...results(1, [
        [20, 10],
        [17, 24],
      ]),
      ...results(2, [
        [3, 0],
        [14, 14],
      ]),
    ];
    await saw(first);
    expect(await update()).toBeGreaterThan(0);
    expect(await update()).toBe(0);
    await saw(first);
    expect(await update()).toBe(0);
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));

    await saw(results(1, [[20, 21]]));
    expect(await update()).toBeGreaterThan(0);
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));

    await saw(first);
    await update();
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
    await server.db.query('UPDATE result_progress SET epoch = NULL');
    expect(await update()).toBe(0);
  });

  it.each([
    ['once more', [20, 10]],
    ['corrected', [20, 21]],
  ] as const)(
    'twin to failures 22: totals that grow with each import are wrong when one comes %s',
    async (_, [away, home]) => {
      const points = async () => {
        const { positions } = await fromScratch(server.db);
        return new Map(
          positions.filter(({ rules }) => rules === 'classic').map((row) => [row.n, row.points]),
        );
      };
      const grown = new Map<number, number>();
      const importOne = async (awayScore: number, homeScore: number): Promise<void> => {
        await saw(results(1, [[awayScore, homeScore]]));
        for (const [n, more] of await points()) grown.set(n, (grown.get(n) ?? 0) + more);
      };
      await importOne(20, 10);
      expect(grown).toEqual(await points());
      await importOne(away, home);
      expect(grown).not.toEqual(await points());
    },
  );

  it('R2: include events that no worker listened to, with several workers at once', async () => {
    await saw(
      results(1, [
        [20, 10],
        [17, 24],
      ]),
    );
    const changed = await Promise.all([update(), update(), update()]);
    expect(changed.filter((rows) => rows > 0)).toHaveLength(1);
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
  });

  it('R2: a run that ends between two weeks is continued: the next one writes only what is missing', async () => {
    await saw(everyWeek);
    const progress = server.app.get(ResultProgressStore, { strict: false });
    // the locks of a run: one to begin, one to plan, then one per week
    const lock = vi.spyOn(progress, 'lock');
    let locks = 0;
    lock.mockImplementation((tx) => {
      locks += 1;
      if (locks === 5) throw new Error('the worker has died');
      return ResultProgressStore.prototype.lock.call(progress, tx);
    });
    await expect(update()).rejects.toThrow('died');
    lock.mockRestore();
    const begun = await stored(server.db);
    const all = await fromScratch(server.db);
    expect(begun).toEqual({
      weeks: all.weeks.filter(({ week }) => week <= 2),
      positions: all.positions.filter(({ week }) => week <= 2),
    });
    expect(await update()).toBe(3);
    expect(await stored(server.db)).toEqual(all);
    expect(await update()).toBe(0);
  });

  it('R2: a worker that another one overtakes between two weeks begins again with what it finds', async () => {
    await saw(everyWeek);
    await updateAround(async () => {
      await saw(results(1, [[20, 30]]));
      await update();
    });
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
    expect(await update()).toBe(0);
  });

  it('R2: of a player who is deleted between two weeks of a run, by whomever, nothing is left', async () => {
    const [leaver] = await manyPlayers(server, 1);
    await leaver?.put('/api/me/cards/1', {
      picks: { '11': 'home', '12': 'away' },
      banker: '12',
      joker: true,
    });
    await saw(everyWeek);
    await updateAround(async () => {
      expect(await count('player_week')).toBeGreaterThan(0);
      await server.db.query('DELETE FROM "user" WHERE id = $1', [leaver?.id]);
    });
    expect(await count('player_week w WHERE NOT EXISTS (SELECT FROM "user" u WHERE u.n = w.n)')).toBe(0);
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
  });

  it('R3: follow a card that is corrected, whose joker counts for later weeks too', async () => {
    await saw(
      WEEKS.flatMap((week) =>
        results(week, [
          [20, 10],
          [17, 24],
        ]),
      ),
    );
    await update();
    const player = players[0]?.id as string;
    const log = server.app.get(SlateLog, { strict: false });
    await log.write(async (tx, writer) => {
      await tx.query(
        'UPDATE card SET joker = true FROM "user" u WHERE u.n = card.n AND u.id = $1 AND week = 1',
        [player],
      );
      const card = { picks: { '11': 'away' as const, '12': 'home' as const }, banker: '11', joker: true };
      await writer.append([{ season: 2024, week: 1, body: { kind: 'card', player, seasonType: 2, card } }]);
    });
    await update();
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
  });

  it('follow a game that is called off, one that moves to another week, and a new epoch of the log', async () => {
    await saw(
      WEEKS.flatMap((week) =>
        results(week, [
          [20, 10],
          [17, 24],
        ]),
      ),
    );
    await update();
    await saw([game('22', { week: 3, state: 'post', awayScore: 17, homeScore: 24 })]);
    await update();
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
    await server.app
      .get(SlateLog, { strict: false })
      .reset(async (tx) => void (await tx.query(`UPDATE game SET state = 'pre' WHERE week > 1`)));
    await update();
    const tables = await stored(server.db);
    expect(tables).toEqual(await fromScratch(server.db));
    expect(tables.weeks).toHaveLength(3 * RULES_NAMES.length);
  });

  it('of players who have gone are gone, and the others move up', async () => {
    const [leaver] = await manyPlayers(server, 1);
    await leaver?.put('/api/me/cards/1', {
      picks: { '11': 'home', '12': 'away' },
      banker: '12',
      joker: true,
    });
    await saw(
      results(1, [
        [10, 20],
        [50, 24],
      ]),
    );
    await update();
    const log = server.app.get(SlateLog, { strict: false });
    await log.write(async (tx, writer) => {
      const [rows] = await tx.query<[{ n: number }[], number]>(
        'DELETE FROM "user" WHERE id = $1 RETURNING n',
        [leaver?.id],
      );
      await writer.append([
        { body: { kind: 'player-removed', player: leaver?.id as string, n: rows[0]?.n as number } },
      ]);
    });
    await update();
    expect(await stored(server.db)).toEqual(await fromScratch(server.db));
  });
});

describe('R5: a season that the feed has left', () => {
  it('is closed: its scores stay as they were, and the new one begins with nothing', async () => {
    await saw(
      results(1, [
        [20, 10],
        [17, 24],
      ]),
    );
    const next = ['91', '92'].map((id) => aGame(id, { season: 2025, week: 1, kickoff: inDays(300) }));
    await feed(server.app, anAnswer(next, { season: 2025, week: 1 }));
    await update();
    const archived = await stored(server.db);
    expect(archived).toEqual(await fromScratch(server.db));
    expect(archived.weeks.length).toBeGreaterThan(0);
    await feed(server.app, { season: null, seasonType: null, week: null, games: results(1, [[20, 30]]) });
    await update();
    expect(await stored(server.db)).toEqual(archived);
    expect(await count('player_week WHERE season = 2025')).toBe(0);
  });
});

describe('a worker', () => {
  it('keeps the scores by itself', async () => {
    const worker = await startTestServer({ role: 'worker', databaseUrl: server.config.databaseUrl });
    try {
      await saw(
        results(1, [
          [20, 10],
          [17, 24],
        ]),
      );
      const expected = await fromScratch(server.db);
      await expect.poll(() => stored(server.db), { timeout: 20_000 }).toEqual(expected);
    } finally {
      await worker.close();
    }
  });
});
