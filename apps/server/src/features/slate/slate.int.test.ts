import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/config.js';
import { InProcessBus, SLATE_CHANNEL } from '../../platform/bus/bus.js';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { GameStore } from './game.sql.js';
import type { GameObservation, ScheduleObservation } from './observation.js';
import { Quarantine } from './quarantine.sql.js';
import { SlateService, StaleFenceError } from './slate.service.js';
import { SlateLog } from './slate-log.js';

/** Real PostgreSQL, bus of one process, and slate. */
let database: TestDatabase;
let log: SlateLog;
let slate: SlateService;
let bus: InProcessBus;

const config = readConfig({ SESSION_SECRET: 'a secret that only tests use' });

beforeAll(async () => {
  database = await testDatabase();
  bus = new InProcessBus((channel, error) => {
    throw new Error(`listener of ${channel} failed: ${String(error)}`);
  });
  log = new SlateLog(database.db, bus);
  slate = new SlateService(log, new GameStore(), new Quarantine(), config);
});

afterAll(async () => {
  await bus.close();
  await database.drop();
});

beforeEach(async () => {
  await log.reset(async (tx) => {
    await tx.query('TRUNCATE game, game_left_week, game_merged, game_play, feed_quarantine');
    await tx.query('UPDATE season_state SET season = NULL, season_type = NULL, week = NULL');
    await tx.query('UPDATE slate_stream SET fence = 0');
  });
});

function game(id: string, change: Partial<GameObservation> = {}): GameObservation {
  return {
    id,
    season: 2024,
    seasonType: 2,
    week: 8,
    kickoff: '2024-10-27T17:00:00Z',
    timeValid: true,
    away: `A${id}`,
    home: `H${id}`,
    awayScore: 0,
    homeScore: 0,
    state: 'in',
    detail: '15:00 - 1st',
    period: 1,
    clock: '15:00',
    possession: null,
    redZone: false,
    lastPlay: null,
    facts: {},
    ...change,
  };
}

function answer(...games: GameObservation[]): ScheduleObservation {
  return { season: 2024, seasonType: 2, week: 8, games };
}

async function events() {
  const { epoch } = await log.stream();
  return log.readAfter(epoch, 0);
}

async function quarantined(): Promise<{ game: string; reason: string; times: number }[]> {
  return database.db.query('SELECT game, reason, times FROM feed_quarantine ORDER BY game');
}

describe('slate.apply', () => {
  it('appends changes, and nothing for the same answer again', async () => {
    expect(await slate.apply(answer(game('1'), game('2')), 1)).toEqual({ events: 2, quarantined: 0 });
    expect(await slate.apply(answer(game('1'), game('2')), 2)).toEqual({ events: 0, quarantined: 0 });
    const kinds = (await events()).map((event) => event.body.kind);
    expect(kinds).toEqual(['games', 'week']);
  });

  it('gives every score an event of its own, with cause and a growing rev, without gaps', async () => {
    await slate.apply(answer(game('1'), game('2')), 1);
    await slate.apply(answer(game('1', { awayScore: 6 }), game('2', { homeScore: 3 })), 2);
    await slate.apply(answer(game('1', { awayScore: 7 }), game('2', { homeScore: 3 })), 3);
    const news = (await events()).flatMap(({ seq, body }) =>
      body.kind === 'games' && body.cause ? [[seq, body.cause.kind, body.games[0]?.rev]] : [],
    );
    expect(news).toEqual([
      [3, 'touchdown', 2],
      [4, 'field-goal', 2],
      [5, 'extra-point', 3],
    ]);
  });

  it('moves the clocks once per interval, even while one of them is stopped', async () => {
    const at = (clock: string) => answer(game('1', { clock }), game('2'));
    await slate.apply(at('15:00'), 1);
    await database.db.query(`UPDATE game SET situation_at = now() - interval '1 hour'`);
    expect(await slate.apply(at('14:00'), 2)).toEqual({ events: 1, quarantined: 0 });
    expect(await slate.apply(at('13:00'), 3)).toEqual({ events: 0, quarantined: 0 });
  });

  it('stores a correction as exactly one event', async () => {
    await slate.apply(answer(game('1', { awayScore: 6 })), 1);
    const before = (await events()).length;
    await slate.apply(answer(game('1', { awayScore: 0 })), 2);
    const added = (await events()).slice(before);
    expect(added.map(({ body }) => body.kind === 'games' && body.cause?.kind)).toEqual(['correction']);
  });

  it('keeps a game that the answer no longer mentions', async () => {
    await slate.apply(answer(game('1', { awayScore: 6 }), game('2')), 1);
    await slate.apply(answer(game('2')), 2);
    expect(await database.db.query('SELECT id, away_score FROM game ORDER BY id')).toEqual([
      { id: '1', away_score: 6 },
      { id: '2', away_score: 0 },
    ]);
  });

  it('quarantines a final game that starts again, and applies the others', async () => {
    await slate.apply(answer(game('1', { state: 'post', awayScore: 7 }), game('2')), 1);
    const regressed = answer(game('1', { state: 'pre' }), game('2', { homeScore: 3 }));
    expect(await slate.apply(regressed, 2)).toEqual({ events: 1, quarantined: 1 });
    await slate.apply(regressed, 3);
    expect(await quarantined()).toEqual([{ game: '1', reason: 'status-regression: post to pre', times: 2 }]);
    expect(await database.db.query(`SELECT state, away_score FROM game WHERE id = '1'`)).toEqual([
      { state: 'post', away_score: 7 },
    ]);
  });

  it('quarantines a second id for two teams that already meet in the week', async () => {
    await slate.apply(answer(game('1')), 1);
    const twin = game('99', { away: 'A1', home: 'H1' });
    expect(await slate.apply(answer(twin), 2)).toEqual({ events: 0, quarantined: 1 });
  });

  it('refuses a poll that began before one that has written, and changes nothing', async () => {
    await slate.apply(answer(game('1')), 5);
    await expect(slate.apply(answer(game('1', { awayScore: 6 })), 4)).rejects.toBeInstanceOf(StaleFenceError);
    expect(await database.db.query('SELECT away_score FROM game')).toEqual([{ away_score: 0 }]);
  });

  it('leaves season and week alone when the answer names none', async () => {
    await slate.apply(answer(game('1')), 1);
    await slate.apply({ season: null, seasonType: null, week: null, games: [game('1')] }, 2);
    expect(await database.db.query('SELECT season, week FROM season_state')).toEqual([
      { season: 2024, week: 8 },
    ]);
  });
});

describe('positions of the log', () => {
  it('failures 5: never shows n+1 before n: a writer waits for the one that has the lower position', async () => {
    const { heads, stop } = await listen();
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let firstHasLock: () => void = () => undefined;
    const locked = new Promise<void>((resolve) => {
      firstHasLock = resolve;
    });
    const lock = { season: 2024, week: 8, body: { kind: 'lock' as const, seasonType: 2, games: [] } };
    const first = log.write(async (_tx, writer) => {
      await writer.append([lock]);
      firstHasLock();
      await held;
    });
    await locked;
    const second = log.write((_tx, writer) => writer.append([lock]));
    await waitUntilBlocked();
    expect(await events()).toEqual([]);
    release();
    await Promise.all([first, second]);
    expect((await events()).map((event) => event.seq)).toEqual([1, 2]);
    await expect.poll(() => heads).toEqual([1, 2]);
    await stop();
  });

  it('failures 5: a plain sequence would show n+1 before n: a reader that continues from there would never see n', async () => {
    await database.db.query('CREATE TABLE plain_log (seq bigserial)');
    const first = database.db.createQueryRunner();
    try {
      await first.startTransaction();
      await first.query('INSERT INTO plain_log DEFAULT VALUES');
      await database.db.query('INSERT INTO plain_log DEFAULT VALUES');
      expect(await database.db.query('SELECT seq::int FROM plain_log')).toEqual([{ seq: 2 }]);
      await first.commitTransaction();
    } finally {
      await first.release();
      await database.db.query('DROP TABLE plain_log');
    }
  });

  it('failures 12: a writer that is suspended with the lock loses it, and has written nothing when it wakes up', async () => {
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let hasLock: () => void = () => undefined;
    const locked = new Promise<void>((resolve) => {
      hasLock = resolve;
    });
    const lock = { season: 2024, week: 8, body: { kind: 'lock' as const, seasonType: 2, games: [] } };
    const sleeper = log.write(async (_tx, writer) => {
      await writer.append([lock]);
      hasLock();
      await asleep;
      await writer.append([lock]);
    });
    await locked;
    await log.write((_tx, writer) => writer.append([lock]));
    expect((await log.stream()).head).toBe(1);
    wake();
    await expect(sleeper).rejects.toThrow();
    expect((await events()).map((event) => event.seq)).toEqual([1]);
  });

  it('assigns 200 concurrent writers 200 positions without a gap', async () => {
    const one = { season: 2024, week: 8, body: { kind: 'lock' as const, seasonType: 2, games: [] } };
    // no more at once than connections, so that nobody waits for one longer than the pool allows
    const writeTen = async () => {
      for (let i = 0; i < 10; i += 1) await log.write((_tx, writer) => writer.append([one]));
    };
    await Promise.all(Array.from({ length: 20 }, writeTen));
    const seqs = (await events()).map((event) => event.seq);
    expect(seqs).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  it('assigns no position to a failed transaction, and notifies nobody', async () => {
    const { heads, stop } = await listen();
    const failing = log.write(async (_tx, writer) => {
      await writer.append([{ season: 2024, week: 8, body: { kind: 'lock', seasonType: 2, games: [] } }]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await log.stream()).head).toBe(0);
    await log.write((_tx, writer) =>
      writer.append([{ season: 2024, week: 8, body: { kind: 'lock', seasonType: 2, games: [] } }]),
    );
    await expect.poll(() => heads).toEqual([1]);
    await stop();
  });

  it('starts at 1 under a new epoch after a reset', async () => {
    await log.write((_tx, writer) =>
      writer.append([{ season: 2024, week: 8, body: { kind: 'lock', seasonType: 2, games: [] } }]),
    );
    const before = await log.stream();
    await log.reset(async () => undefined);
    const after = await log.stream();
    expect(after.epoch).not.toBe(before.epoch);
    expect(after.head).toBe(0);
  });
});

/** Collects the heads in bus messages from now on, without resets. */
async function listen(): Promise<{ heads: number[]; stop: () => Promise<void> }> {
  const heads: number[] = [];
  const stop = await bus.subscribe(SLATE_CHANNEL, (message) => {
    const { head }: { head: number } = JSON.parse(message);
    if (head > 0) heads.push(head);
  });
  return { heads, stop };
}

/** Waits until a backend waits for a row lock. */
async function waitUntilBlocked(): Promise<void> {
  await expect
    .poll(async () => {
      const [row] = await database.db.query<{ waiting: number }[]>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return row?.waiting;
    })
    .toBe(1);
}
