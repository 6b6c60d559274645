import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bus } from '../../platform/bus/bus.js';
import { SLATE_CHANNEL } from '../../platform/bus/channels.js';
import { InProcessBus } from '../../platform/bus/in-process.bus.js';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { GameStore } from '../slate/game-store.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { LogFollower } from './log-follower.js';
import { NodeStandings } from './node-standings.js';
import { StateLoader } from './state-loader.js';

/** A bus between nodes that can lose, hold back and reorder what it is given. */
class FaultyBus extends InProcessBus {
  fault: 'none' | 'lose' | 'hold' = 'none';
  readonly held: string[] = [];

  override async publish(channel: string, message: string): Promise<void> {
    if (this.fault === 'lose') return;
    if (this.fault === 'hold') this.held.push(message);
    else await super.publish(channel, message);
  }
}

/** Real: PostgreSQL, the log, the follower, the standings. The bus is real but for the faults. */
let database: TestDatabase;
let bus: FaultyBus;
let log: SlateLog;
let standings: NodeStandings;
let follower: LogFollower;
let folded: number[];
let reloads: number;

beforeEach(async () => {
  database = await testDatabase();
  bus = new FaultyBus((channel, error) => {
    throw new Error(`listener of ${channel} failed: ${String(error)}`);
  });
  log = new SlateLog(database.db, bus);
  const reader = new SlateReader(database.db, new GameStore());
  standings = new NodeStandings(new StateLoader(database.db, log, reader));
  follower = new LogFollower(standings, log, bus as Bus);
  folded = [];
  reloads = 0;
  await database.db.query(`UPDATE season_state SET season = 2024, season_type = 2, week = 8`);
  await database.db.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, state, away_score, home_score)
     VALUES ('g7', 2024, 2, 7, '2024-10-20T17:00Z', 'KC', 'SF', 'post', 28, 18),
            ('g8', 2024, 2, 8, '2024-10-27T17:00Z', 'CHI', 'WSH', 'in', 0, 7)`,
  );
  await addPlayer('ann');
  await database.db.query(
    `INSERT INTO card (player, season, season_type, week, picks, banker)
     VALUES ('ann', 2024, 2, 7, '{"g7":"away"}', 'g7'), ('ann', 2024, 2, 8, '{"g8":"away"}', 'g8')`,
  );
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

/** Stores a score and appends it, as the slate does. */
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
  return ann && standings.engine('classic')?.pointsOf(scope, ann.n);
}

describe('a node that follows the log', () => {
  it('begins with the state in the database', () => {
    expect(points('week')).toBe(-14);
    expect(points('season')).toBe(56 - 14);
  });

  it('folds what the bus brings, each event once', async () => {
    await score('g8', 8, 14, 7);
    await expect.poll(() => points('week')).toBe(28);
    expect(folded).toEqual([1]);
    expect(reloads).toBe(1);
  });

  it('finds what the bus lost at its next look at the head', async () => {
    bus.fault = 'lose';
    await score('g8', 8, 14, 7);
    await score('g8', 8, 14, 21);
    await expect.poll(() => folded, { timeout: 10_000 }).toEqual([1, 2]);
    expect(points('week')).toBe(-42);
  });

  it('repairs a gap from the database when a later event arrives, and ignores what it knows', async () => {
    bus.fault = 'hold';
    await score('g8', 8, 14, 7);
    await score('g8', 8, 14, 21);
    await score('g8', 8, 35, 21);
    bus.fault = 'none';
    for (const message of [...bus.held].reverse()) await bus.publish(SLATE_CHANNEL, message);
    await expect.poll(() => points('week')).toBe(70);
    expect(folded).toEqual([1, 2, 3]);
  });

  it('reads everything anew when a result of another week is corrected', async () => {
    await score('g7', 7, 10, 18);
    await expect.poll(() => points('season')).toBe(-36 - 14);
    expect(reloads).toBe(2);
    await score('g8', 8, 14, 7);
    await expect.poll(() => points('season')).toBe(-36 + 28);
  });

  it('starts a new life with the log, whether or not the bus says so', async () => {
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

  it('knows a player who signed up from the event alone', async () => {
    await addPlayer('bob');
    const [player] = await database.db.query(`SELECT n, id, name, team FROM "user" WHERE id = 'bob'`);
    await log.write((_tx, writer) => writer.append([{ body: { kind: 'player', player } }]));
    await expect.poll(() => standings.state.players.get('bob')?.n).toBe(player.n);
  });
});
