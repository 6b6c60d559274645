import { storeCards } from '@sunday-live/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Bus, InProcessBus, SLATE_CHANNEL } from '../../platform/bus/bus.js';
import { HealthService } from '../../platform/health/health.service.js';
import { Metrics } from '../../platform/health/metrics.js';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { GameStore } from '../slate/game.sql.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { LogFollower } from './log-follower.js';
import { NodeStandings } from './node-standings.js';
import type { LeftOut } from './node-state.js';
import { StateLoader } from './state-loader.js';

/** A bus between nodes that can lose, delay and reorder messages. */
class FaultyBus extends InProcessBus {
  fault: 'none' | 'lose' | 'hold' = 'none';
  readonly held: string[] = [];

  override async publish(channel: string, message: string): Promise<void> {
    if (this.fault === 'lose') return;
    if (this.fault === 'hold') this.held.push(message);
    else await super.publish(channel, message);
  }
}

/** Real PostgreSQL, log, follower and standings; only the bus has injected faults. */
let database: TestDatabase;
let bus: FaultyBus;
let log: SlateLog;
let standings: NodeStandings;
let follower: LogFollower;
let folded: number[];
let reloads: number;
let leftOut: LeftOut[];
let health: HealthService;
let metrics: Metrics;

beforeEach(async () => {
  database = await testDatabase();
  bus = new FaultyBus((channel, error) => {
    throw new Error(`listener of ${channel} failed: ${String(error)}`);
  });
  log = new SlateLog(database.db, bus);
  const reader = new SlateReader(database.db, new GameStore());
  leftOut = [];
  standings = new NodeStandings(new StateLoader(database.db, log, reader), {
    take: (found) => leftOut.push(...found.splice(0)),
  });
  metrics = new Metrics();
  health = new HealthService();
  follower = new LogFollower(standings, log, bus as Bus, health, metrics);
  folded = [];
  reloads = 0;
  await database.db.query(`UPDATE season_state SET season = 2024, season_type = 2, week = 8`);
  await database.db.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, state, away_score, home_score)
     VALUES ('g7', 2024, 2, 7, '2024-10-20T17:00Z', 'KC', 'SF', 'post', 28, 18),
            ('g8', 2024, 2, 8, '2024-10-27T17:00Z', 'CHI', 'WSH', 'in', 0, 7)`,
  );
  await addPlayer('ann');
  await storeCards(database.db, [
    { player: 'ann', week: 7, picks: { g7: 'away' }, banker: 'g7' },
    { player: 'ann', week: 8, picks: { g8: 'away' }, banker: 'g8' },
  ]);
  await follower.start({
    folded: (event) => folded.push(event.seq),
    settled: () => undefined,
    prepareReload: async () => () => {
      reloads += 1;
    },
  });
});

afterEach(async () => {
  await follower.onApplicationShutdown();
  await bus.close();
  await database.drop();
});

async function addPlayer(name: string): Promise<void> {
  await database.db.query(
    `INSERT INTO "user" (id, name, email) VALUES ($1::text, $1::text, $1::text || '@example.com')`,
    [name],
  );
}

/** Stores a score and appends it to the log, as the slate does. */
async function score(id: string, week: number, awayScore: number, homeScore: number): Promise<void> {
  await log.write(async (tx, writer) => {
    await writer.lock();
    const [rows] = await tx.query<[{ kickoff: Date; away: string; home: string; state: 'in' | 'post' }[]]>(
      'UPDATE game SET away_score = $2, home_score = $3 WHERE id = $1 RETURNING kickoff, away, home, state',
      [id, awayScore, homeScore],
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`no game ${id}`);
    const { away, home, state } = row;
    const kickoff = row.kickoff.toISOString();
    const game = { id, season: 2024, week, kickoff, away, home, awayScore, homeScore, state };
    const full = { ...game, detail: '', period: 1, clock: '9:00', leader: null, rev: 2 };
    await writer.append([
      { season: 2024, week, body: { kind: 'games', seasonType: 2, games: [full], before: [full] } },
    ]);
  });
}

function points(scope: 'week' | 'season'): number | undefined {
  const ann = standings.state.players.get('ann');
  return ann === null ? undefined : standings.engine('classic')?.pointsOf(scope, ann.n);
}

describe('a node that follows the log', () => {
  it('begins with the state in the database', () => {
    expect(points('week')).toBe(-14);
    expect(points('season')).toBe(56 - 14);
  });

  it('folds each event from the bus once', async () => {
    await score('g8', 8, 14, 7);
    await expect.poll(() => points('week')).toBe(28);
    expect(folded).toEqual([1]);
    expect(reloads).toBe(1);
  });

  it('folds nothing while a listener is not ready, and everything in order afterwards', async () => {
    let isReady: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      isReady = resolve;
    });
    const seen: number[] = [];
    let ready = false;
    await follower.start({
      ready: () => (ready ? null : waiting),
      folded: ({ seq }) => seen.push(seq),
      settled: () => undefined,
      prepareReload: async () => () => undefined,
    });
    await score('g8', 8, 14, 0);
    await score('g8', 8, 21, 0);
    expect(seen).toEqual([]);
    ready = true;
    isReady();
    await vi.waitUntil(() => seen.length === 2, { timeout: 10_000 });
    expect(points('week')).toBe(42);
  });

  it('finds what the bus lost at its next look at the head', async () => {
    bus.fault = 'lose';
    await score('g8', 8, 14, 7);
    await score('g8', 8, 14, 21);
    await expect.poll(() => folded, { timeout: 10_000 }).toEqual([1, 2]);
    expect(points('week')).toBe(-42);
  });

  it('repairs a gap from the database when a later event arrives, and ignores known events', async () => {
    bus.fault = 'hold';
    await score('g8', 8, 14, 7);
    await score('g8', 8, 14, 21);
    await score('g8', 8, 35, 21);
    bus.fault = 'none';
    for (const message of [...bus.held].reverse()) await bus.publish(SLATE_CHANNEL, message);
    await expect.poll(() => points('week')).toBe(70);
    expect(folded).toEqual([1, 2, 3]);
  });

  it('folds a corrected result of another week into the totals', async () => {
    await score('g7', 7, 10, 18);
    await expect.poll(() => points('season')).toBe(-36 - 14);
    expect(reloads).toBe(1);
    await score('g8', 8, 14, 7);
    await expect.poll(() => points('season')).toBe(-36 + 28);
  });

  it('starts again under a new epoch, with or without a message from the bus', async () => {
    const before = standings.state.epoch;
    for (const fault of ['none', 'lose'] as const) {
      bus.fault = fault;
      await log.reset(async () => undefined);
      const { epoch } = await log.stream();
      expect(epoch).not.toBe(before);
      await expect.poll(() => standings.state.epoch, { timeout: 10_000 }).toBe(epoch);
      expect(standings.state.seq).toBe(0);
    }
  });

  it('failures 23: continues behind an event that cannot be folded, and reports it', async () => {
    const { state } = standings;
    const fold = state.engines.get('classic');
    if (fold === undefined) throw new Error('no engine');
    // the reason does not matter: here the columns are missing
    Object.defineProperty(fold, 'setGame', {
      value: () => {
        throw new RangeError('cannot be held');
      },
    });
    await score('g8', 8, 14, 7);
    await score('g8', 8, 21, 7);
    await expect.poll(() => points('week')).toBe(42);
    expect(leftOut).toMatchObject([{ what: 'event', reason: 'RangeError: cannot be held' }]);
  });

  it('failures 23: a listener that fails keeps nobody else from hearing, and is brought up to date', async () => {
    let reloaded = 0;
    await follower.start({
      folded: () => {
        throw new Error('no');
      },
      settled: () => undefined,
      prepareReload: async () => () => {
        reloaded += 1;
      },
    });
    await score('g8', 8, 14, 7);
    await expect.poll(() => [points('week'), folded, reloaded]).toEqual([28, [1], 2]);
  });

  it('is outdated while its reading fails, not current: the next look at the head reads again', async () => {
    await database.db.query('ALTER TABLE card RENAME TO card_away');
    await log.write((_tx, writer) =>
      writer.append([
        { season: 2024, week: 8, body: { kind: 'week', season: 2024, seasonType: 2, week: 8 } },
      ]),
    );
    await score('g8', 8, 14, 7);
    await expect.poll(() => follower.lag).toBeGreaterThan(0);
    expect(points('week')).toBe(-14);
    await database.db.query('ALTER TABLE card_away RENAME TO card');
    await expect.poll(() => points('week'), { timeout: 10_000 }).toBe(28);
    expect(follower.lag).toBe(0);
  });

  it('failures 23: is not ready when it has been behind the head for 30 s, and says how far', async () => {
    await database.db.query('ALTER TABLE card RENAME TO card_away');
    await log.write((_tx, writer) =>
      writer.append([
        { season: 2024, week: 8, body: { kind: 'week', season: 2024, seasonType: 2, week: 8 } },
      ]),
    );
    await expect.poll(() => follower.lag).toBe(1);
    expect(await metrics.registry.getSingleMetricAsString('slate_log_lag_events')).toContain(
      'slate_log_lag_events 1',
    );
    expect((await health.readiness()).status).toBe('ready');
    const clock = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => clock() + 31_000);
    expect(follower.behind()).toMatch(/not been at the head of the log for \d+ s \(1 events behind\)/);
    expect((await health.readiness()).parts).toMatchObject({
      'slate-log': { status: 'unready', reason: expect.stringContaining('1 events behind') },
    });
    await database.db.query('ALTER TABLE card_away RENAME TO card');
    await expect.poll(() => follower.behind(), { timeout: 10_000 }).toBeNull();
    vi.restoreAllMocks();
  });

  it('knows a player who signed up from the event alone', async () => {
    await addPlayer('bob');
    const [player] = await database.db.query(`SELECT n, id, name, team FROM "user" WHERE id = 'bob'`);
    await log.write((_tx, writer) => writer.append([{ body: { kind: 'player', player } }]));
    await expect.poll(() => standings.state.players.get('bob')?.n).toBe(player.n);
  });
});
