import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OTHER_CORE, SERVER_CORE } from '../harness/child.js';
import type { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { recordedScoreboard } from './scoreboard.js';
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
}

/** The scaled-out shape in little: PostgreSQL, Redis, one worker that reads our feed, one web node on the server's core. */
export interface Deployment {
  readonly web: ServerProcess;
  readonly worker: ServerProcess;
  readonly feed: SteppedFeed;
  readonly databaseUrl: string;
  /** Cookie headers, one a player. */
  readonly cookies: readonly string[];
  /** The same in a file, a line each. */
  readonly cookieFile: string;
  readonly origin: string;
  readonly league: string;
  /** Stops the web node and starts another with the same data; `web` stays the old one. */
  restartWeb(): Promise<ServerProcess>;
}

/** Sets everything up; `scratch` takes it down. */
export async function deploy(scratch: Scratch, options: DeploymentOptions): Promise<Deployment> {
  const scoreboard = await recordedScoreboard();
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
    FEED_LIVE_INTERVAL_MS: String(options.pollMs),
    FEED_IDLE_INTERVAL_MS: String(options.pollMs),
  };
  // the first start only makes the tables
  await (await startServer({ ...env, ROLE: 'web' })).stop();
  const cookies = await onDatabase(databaseUrl, (client) => seed(client, { ...options, scoreboard, secret }));
  const cookieFile = join(folder, 'cookies');
  await writeFile(cookieFile, cookies.join('\n'));
  const worker = scratch.keep(await startServer({ ...env, ROLE: 'worker' }, OTHER_CORE));
  await until('the games', GAMES_WITHIN_MS, () =>
    onDatabase(databaseUrl, async (client) => {
      const { rows } = await client.query<{ games: number }>('SELECT count(*)::int AS games FROM game');
      return (rows[0]?.games ?? 0) >= scoreboard.events.length;
    }),
  );
  const startWeb = async () => scratch.keep(await startServer({ ...env, ROLE: 'web' }, SERVER_CORE));
  const web = await startWeb();
  return {
    web,
    worker,
    feed,
    databaseUrl,
    cookies,
    cookieFile,
    origin: `http://localhost:${web.port}`,
    league: LEAGUE,
    restartWeb: async () => {
      await web.stop();
      return startWeb();
    },
  };
}
