import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OTHER_CORE, SERVER_CORE } from '../harness/child.js';
import type { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { recordedScoreboard, type Scoreboard } from './scoreboard.js';
import { LEAGUE, seed } from './seed.js';
import { type ServerEnvironment, type ServerProcess, startServer } from './server-process.js';
import { newDatabase, onDatabase, REDIS_URL } from './services.js';
import { SteppedFeed } from './stepped-feed.js';

const GAMES_WITHIN_MS = 30_000;

export interface DeploymentOptions {
  readonly players: number;
  readonly cards: number;
  /** How often the worker asks the feed. */
  readonly pollMs: number;
  /** Makes `collectGarbage` available in the web node. */
  readonly inspectable?: boolean;
  /** Leagues that all players are in; default 1. */
  readonly leagues?: number;
  /** A Redis other than the shared one. */
  readonly redisUrl?: string;
}

/** The scaled-out form in small: PostgreSQL, Redis, one worker that reads the feed, one web node on the server's core. */
export interface Deployment {
  readonly web: ServerProcess;
  readonly databaseUrl: string;
  /** Cookie headers, one a player. */
  readonly cookies: readonly string[];
  /** The same in a file, a line each. */
  readonly cookieFile: string;
  readonly origin: string;
  readonly league: string;
  /** One more web node on the server's core. @param env what is different there */
  addWeb(env?: ServerEnvironment): Promise<ServerProcess>;
  /** Stops the web node and starts it again at the same address. @returns the new process, when it listens */
  restartWeb(): Promise<ServerProcess>;
}

/** A deployment whose feed we step. */
export interface SteppedDeployment extends Deployment {
  readonly feed: SteppedFeed;
}

/** Sets up a deployment on a Sunday whose clock is held; only the benchmark's scores change. `scratch` takes it down. */
export async function deploy(scratch: Scratch, options: DeploymentOptions): Promise<SteppedDeployment> {
  const scoreboard = await recordedScoreboard();
  const feed = scratch.keep(await SteppedFeed.start(scoreboard));
  return { ...(await deployOn(scratch, feed.url, scoreboard, options)), feed };
}

/** Sets up a deployment on a feed. @param scoreboard games on which the players have cards */
export async function deployOn(
  scratch: Scratch,
  feedUrl: string,
  scoreboard: Scoreboard,
  options: DeploymentOptions,
): Promise<Deployment> {
  const databaseUrl = await newDatabase(scratch);
  const folder = await scratch.folder();
  const secret = randomBytes(24).toString('hex');
  const env: ServerEnvironment = {
    DATABASE_URL: databaseUrl,
    REDIS_URL: options.redisUrl ?? REDIS_URL,
    DATA_DIR: folder,
    SESSION_SECRET: secret,
    FEED_URL: feedUrl,
    FEED_LIVE_INTERVAL_MS: String(options.pollMs),
    FEED_IDLE_INTERVAL_MS: String(options.pollMs),
  };
  // the first start only makes the tables
  await (await startServer({ ...env, ROLE: 'web' })).stop();
  const cookies = await onDatabase(databaseUrl, (client) => seed(client, { ...options, scoreboard, secret }));
  const cookieFile = join(folder, 'cookies');
  await writeFile(cookieFile, cookies.join('\n'));
  scratch.keep(await startServer({ ...env, ROLE: 'worker' }, { core: OTHER_CORE }));
  await gamesStored(databaseUrl, scoreboard.events.length);
  const { inspectable = false } = options;
  const startWeb = async (port: number, site: ServerEnvironment = {}) => {
    const webEnv = { ...env, ...site, ROLE: 'web', PORT: String(port) };
    return scratch.keep(await startServer(webEnv, { core: SERVER_CORE, inspectable }));
  };
  const web = await startWeb(0);
  const origin = `http://localhost:${web.port}`;
  return {
    web,
    databaseUrl,
    cookies,
    cookieFile,
    origin,
    league: LEAGUE,
    addWeb: (env = {}) => startWeb(0, { PUBLIC_URL: origin, ...env }),
    restartWeb: async () => {
      await web.stop();
      return startWeb(web.port);
    },
  };
}

async function gamesStored(databaseUrl: string, games: number): Promise<void> {
  await onDatabase(databaseUrl, (client) =>
    until('the games', GAMES_WITHIN_MS, async () => {
      const { rows } = await client.query<{ stored: number }>('SELECT count(*)::int AS stored FROM game');
      return (rows[0]?.stored ?? 0) >= games;
    }),
  );
}
