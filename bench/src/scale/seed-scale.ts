import { Scratch } from '../harness/scratch.js';
import type { BenchContext } from '../parts/part.js';
import { startServer } from '../system/server-process.js';
import { onDatabase, POSTGRES_URL, REDIS_URL } from '../system/services.js';
import { FULL_SEASON, seedSeason } from './seed.sql.js';

const NAME = 'sunday_scale';

/** Makes the database `sunday_scale` again, with 100,000 players and 18 weeks of cards (10,000 with `--quick`), and keeps it. */
export async function seedScale({ quick, players: given, say }: BenchContext): Promise<void> {
  const players = given?.[0] ?? (quick ? 10_000 : 100_000);
  const url = new URL(POSTGRES_URL);
  url.pathname = `/${NAME}`;
  await onDatabase(POSTGRES_URL, (client) => client.query(`DROP DATABASE IF EXISTS ${NAME} WITH (FORCE)`));
  await onDatabase(POSTGRES_URL, (client) => client.query(`CREATE DATABASE ${NAME}`));
  await migrate(url.href);
  const started = performance.now();
  await onDatabase(url.href, (client) => seedSeason(client, { ...FULL_SEASON, players, live: null }));
  const seconds = Math.round((performance.now() - started) / 1000);
  say(`${players} players, ${FULL_SEASON.weeks} weeks, ${seconds} s: DATABASE_URL=${url.href}`);
}

/** A server makes the tables when it starts. */
async function migrate(databaseUrl: string): Promise<void> {
  await Scratch.use(async (scratch) => {
    const dataDir = await scratch.folder();
    scratch.keep(
      await startServer({
        ROLE: 'web',
        DATABASE_URL: databaseUrl,
        REDIS_URL,
        DATA_DIR: dataDir,
        FEED_URL: 'http://127.0.0.1:9',
        SESSION_SECRET: 'only benchmarks use this secret',
      }),
    );
  });
}
