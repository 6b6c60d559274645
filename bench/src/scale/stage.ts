import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { OTHER_CORE, SERVER_CORE } from '../harness/child.js';
import { cpuMicroseconds } from '../harness/cpu.js';
import type { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { inWeek, recordedScoreboard, type Scoreboard } from '../system/scoreboard.js';
import { seedSessions } from '../system/seed.js';
import { type ServerEnvironment, type ServerProcess, startServer } from '../system/server-process.js';
import { newDatabase, onDatabase, REDIS_URL } from '../system/services.js';
import { SteppedFeed } from '../system/stepped-feed.js';
import { currentWeek, type SeededGame, type SeededSeason, seedSeason } from './seed.sql.js';

const POLL_MS = 100;
const RESULTS_WITHIN_MS = 600_000;

/** A season of many players on a Sunday of its last but one week, whose scores change on command. */
export interface ScaleStage {
  /** The week that is played. */
  readonly week: number;
  readonly env: ServerEnvironment;
  readonly feed: SteppedFeed;
  readonly web: ServerProcess;
  readonly worker: ServerProcess;
  /** Cookie headers of some players. */
  readonly cookies: readonly string[];
  readonly cookieFile: string;
  readonly origin: string;
  /** For statements of the benchmark. */
  readonly db: pg.Client;
}

/** What the worker and PostgreSQL needed for some work. */
export interface Worked {
  readonly seconds: number;
  /** CPU in seconds; PostgreSQL's only where its processes can be seen. */
  readonly worker: number;
  readonly database: number | null;
}

/** @param viewers number of players with a session */
export async function openStage(
  scratch: Scratch,
  season: Omit<SeededSeason, 'live'>,
  viewers: number,
): Promise<ScaleStage> {
  const week = currentWeek({ ...season, live: [] });
  const scoreboard = inWeek(await recordedScoreboard(), week);
  const feed = scratch.keep(await SteppedFeed.start(scoreboard));
  const databaseUrl = await newDatabase(scratch);
  const folder = await scratch.folder();
  const secret = randomBytes(24).toString('hex');
  const env: ServerEnvironment = {
    DATABASE_URL: databaseUrl,
    REDIS_URL,
    DATA_DIR: folder,
    SESSION_SECRET: secret,
    FEED_URL: feed.url,
    FEED_LIVE_INTERVAL_MS: String(POLL_MS),
    FEED_IDLE_INTERVAL_MS: String(POLL_MS),
  };
  // the first start only makes the tables
  await (await startServer({ ...env, ROLE: 'web' })).stop();
  const cookies = await onDatabase(databaseUrl, async (client) => {
    await seedSeason(client, { ...season, live: scoreboard.events.map(seededGame) });
    const { rows } = await client.query<{ id: string }>('SELECT id FROM "user" ORDER BY n LIMIT $1', [
      viewers,
    ]);
    return seedSessions(
      client,
      rows.map(({ id }) => id),
      secret,
    );
  });
  const cookieFile = join(folder, 'cookies');
  await writeFile(cookieFile, cookies.join('\n'));
  const db = new pg.Client({ connectionString: databaseUrl });
  await db.connect();
  scratch.defer(() => db.end());
  const worker = scratch.keep(await startServer({ ...env, ROLE: 'worker' }, { core: OTHER_CORE }));
  await resultsWritten(db);
  await receiptsIssued(db, week);
  const web = scratch.keep(await startServer({ ...env, ROLE: 'web' }, { core: SERVER_CORE }));
  const origin = `http://localhost:${web.port}`;
  return { week, env, feed, web, worker, cookies, cookieFile, origin, db };
}

/**
 * Has the worker compute the season again.
 * @param change SQL before it, in the same transaction
 */
export async function computeAgain(stage: ScaleStage, change: string | null): Promise<Worked> {
  const { db } = stage;
  await db.query('BEGIN');
  if (change !== null) await db.query(change);
  await db.query('UPDATE result_progress SET epoch = NULL');
  await db.query('COMMIT');
  return worked(stage, () => stage.feed.score());
}

/** Runs `begin`, which changes the log, and waits until results are written up to the log's head. */
export async function worked(stage: ScaleStage, begin: () => void): Promise<Worked> {
  const { db } = stage;
  const { rows } = await db.query<{ head: number }>('SELECT head::int AS head FROM slate_stream');
  return timed(stage, () => {
    begin();
    return resultsWritten(db, (rows[0]?.head ?? 0) + 1);
  });
}

/** Measures what the worker and PostgreSQL need until `work` resolves. */
export async function timed({ db, worker }: ScaleStage, work: () => Promise<void>): Promise<Worked> {
  const before = await Promise.all([cpuMicroseconds(worker.pid), databaseCpu(db)]);
  const started = performance.now();
  await work();
  const seconds = (performance.now() - started) / 1000;
  const after = await Promise.all([cpuMicroseconds(worker.pid), databaseCpu(db)]);
  return {
    seconds,
    worker: (after[0] - before[0]) / 1e6,
    database: after[1] === null || before[1] === null ? null : (after[1] - before[1]) / 1e6,
  };
}

async function resultsWritten(db: pg.Client, from = 0): Promise<void> {
  await until('results', RESULTS_WITHIN_MS, async () => {
    const { rows } = await db.query(
      'SELECT 1 FROM result_progress p JOIN slate_stream s USING (epoch) WHERE p.seq >= $1',
      [from],
    );
    return rows.length > 0;
  });
}

/** Waits until everybody has receipts of the live week's locked games. */
async function receiptsIssued(db: pg.Client, week: number): Promise<void> {
  await until('receipts', RESULTS_WITHIN_MS, async () => {
    const { rows } = await db.query<{ open: number; locked: number }>(
      `SELECT count(*) FILTER (WHERE NOT EXISTS (SELECT 1 FROM receipt_part p WHERE p.week = g.week AND p.locks ? g.id AND p.issued_to IS NULL))::int AS open,
         count(*)::int AS locked FROM game g WHERE g.week = $1 AND g.locked_at IS NOT NULL`,
      [week],
    );
    return rows[0]?.open === 0 && rows[0].locked > 0;
  });
}

/** CPU of the database's connections, in microseconds; null where its processes cannot be seen. */
async function databaseCpu(db: pg.Client): Promise<number | null> {
  const { rows } = await db.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'`,
  );
  try {
    const times = await Promise.all(rows.map(({ pid }) => cpuMicroseconds(pid)));
    return times.reduce((sum, time) => sum + time, 0);
  } catch {
    return null;
  }
}

function seededGame({ id, date, competitions }: Scoreboard['events'][number]): SeededGame {
  const team = (side: 'home' | 'away'): string => {
    const found = competitions[0]?.competitors.find(({ homeAway }) => homeAway === side);
    if (found === undefined) throw new Error(`game ${id} has no ${side} team`);
    return found.team.abbreviation;
  };
  return { id, kickoff: date, away: team('away'), home: team('home') };
}
