import pg from 'pg';
import { z } from 'zod';
import { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { atLeast, atMost } from '../report/figure.js';
import { percentile } from '../stats/stats.js';
import { cardBodies, type Save, type Timed, together } from '../system/card-saves.js';
import { type Deployment, deployOn } from '../system/deployment.js';
import { startReplay } from '../system/scoreboard.js';
import { askAs, sendAs } from '../system/send-as.js';
import { onDatabase } from '../system/services.js';
import type { Part } from './part.js';

const AT_ONCE = 50;
const SAVES = 3_000;
const QUICK_SAVES = 500;
const SCHEDULE_WITHIN_MS = 60_000;
const POOL = 10;
const DRY_POOL = 2;
const DRY_SAVES = 200;

const seasonSchema = z.object({ pickWeek: z.number() });
const gamesSchema = z.object({ games: z.array(z.object({ id: z.string() })) });

/** Players save cards of the coming week, fifty at once, over HTTP with their sessions. */
export const savesPart: Part = {
  name: 'saves',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const replay = scratch.keep(await startReplay());
      const deployment = await deployOn(scratch, replay.url, await replay.scoreboard(), {
        players: AT_ONCE * 4,
        cards: 0,
        pollMs: 1_000,
      });
      const { week, games } = await coming(deployment);
      const saves = quick ? QUICK_SAVES : SAVES;
      say(`saves: ${saves} cards of week ${week} with ${games.length} games, ${AT_ONCE} at once`);
      const bodies = cardBodies(games, saves);
      const ours = await together(bodies, AT_ONCE, overHttp(deployment, week));
      const theirs = await upserts(deployment.databaseUrl, bodies);
      const dry = await onDryPool(deployment, week, bodies);
      return [
        {
          what: `card saves, ${AT_ONCE} at once`,
          unit: '/s',
          ours: ours.perSecond,
          baseline: { name: 'bare upserts on PostgreSQL', value: theirs.perSecond },
          target: atLeast(300),
        },
        {
          what: `card saves, ${AT_ONCE} at once, p99`,
          unit: 'ms',
          ours: percentile(ours.times, 0.99),
          baseline: { name: 'bare upserts on PostgreSQL', value: percentile(theirs.times, 0.99) },
          target: atMost(250),
        },
        {
          what: `${DRY_SAVES} card saves at once on a pool of ${DRY_POOL}: slowest answer`,
          unit: 's',
          ours: dry.slowestMs / 1_000,
          baseline: null,
          target: atMost(2),
          note: `${dry.saved} saved, ${DRY_SAVES - dry.saved} answered busy; anything else fails the run`,
        },
      ];
    }),
};

/** The week that can be picked, with its games. */
async function coming({ web, cookies }: Deployment): Promise<{ week: number; games: string[] }> {
  const headers = { cookie: cookies[0] ?? '' };
  return until('the coming week', SCHEDULE_WITHIN_MS, async () => {
    const season = seasonSchema.safeParse(await (await fetch(`${web.url}/api/season`, { headers })).json());
    if (!season.success) return null;
    const week = season.data.pickWeek;
    const answer: unknown = await (await fetch(`${web.url}/api/weeks/${week}/games`, { headers })).json();
    const games = gamesSchema.safeParse(answer);
    return games.success && games.data.games.length > 0
      ? { week, games: games.data.games.map(({ id }) => id) }
      : null;
  });
}

function overHttp(deployment: Deployment, week: number): Save {
  return async (player, body) => {
    await sendAs(deployment, player, 'PUT', `/api/me/cards/${week}`, body);
  };
}

/** All at once on a web node with very few connections. @throws Error for an answer that is neither saved nor busy */
async function onDryPool(
  deployment: Deployment,
  week: number,
  bodies: readonly string[],
): Promise<{ slowestMs: number; saved: number }> {
  const web = await deployment.addWeb({ DATABASE_POOL: String(DRY_POOL) });
  const answers = await Promise.all(
    bodies.slice(0, DRY_SAVES).map(async (body, player) => {
      const start = performance.now();
      const { status } = await askAs({ ...deployment, web }, player, 'PUT', `/api/me/cards/${week}`, body);
      if (status !== 200 && status !== 503) throw new Error(`a save was answered ${status}`);
      return { ms: performance.now() - start, saved: status === 200 };
    }),
  );
  return {
    slowestMs: Math.max(...answers.map(({ ms }) => ms)),
    saved: answers.filter(({ saved }) => saved).length,
  };
}

/** The lower bound: the same cards stored by one statement each, from as many connections as the server has. */
async function upserts(databaseUrl: string, bodies: readonly string[]): Promise<Timed> {
  await onDatabase(databaseUrl, (client) =>
    client.query('CREATE TABLE bench_card (player int PRIMARY KEY, card jsonb NOT NULL)'),
  );
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL });
  try {
    return await together(bodies, AT_ONCE, async (player, body) => {
      await pool.query(
        `INSERT INTO bench_card (player, card) VALUES ($1, $2)
         ON CONFLICT (player) DO UPDATE SET card = excluded.card`,
        [player, body],
      );
    });
  } finally {
    await pool.end();
  }
}
