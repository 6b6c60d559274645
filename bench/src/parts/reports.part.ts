import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient } from '@sunday-live/testing';
import { z } from 'zod';
import { microseconds } from '../baselines/baseline.js';
import { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { atMost, type Figure, ratioAtMost } from '../report/figure.js';
import { percentile } from '../stats/stats.js';
import { deploy, type SteppedDeployment } from '../system/deployment.js';
import { sendAs } from '../system/send-as.js';
import { onDatabase } from '../system/services.js';
import type { Part } from './part.js';

const PLAYERS = 100;
const POLL_MS = 150;
const SCORE_WITHIN_MS = 10_000;
const WARM_UP = 10;
/** The slow queue counts as full while at least so many tasks wait. */
const FULL = 40;
const PLAYERS_IN_REPORT = 8;
const FILL_EVERY_MS = 500;
const STARTS_WITHIN_MS = 60_000;

/** The path of a score while reports are computed by the worker that also reads the feed. */
export const reportsPart: Part = {
  name: 'reports',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const deployment = await deploy(scratch, { players: PLAYERS, cards: PLAYERS, pollMs: POLL_MS });
      const rounds = quick ? 30 : 150;
      say(`reports: ${rounds} scores with the slow queue empty, and as many with it full`);
      const arrivals = await watch(scratch, deployment);
      const empty = await scoreTimes(deployment, arrivals, rounds);
      const filling = keepFull(deployment);
      await until(
        'the slow queue',
        STARTS_WITHIN_MS,
        async () => (await waiting(deployment)) >= FULL || null,
      );
      const before = { done: await done(deployment), at: performance.now() };
      const full = await scoreTimes(deployment, arrivals, rounds);
      const tasks = (await done(deployment)) - before.done;
      const seconds = (performance.now() - before.at) / 1000;
      await filling.stop();
      const figure = ({ name, what, target, note }: Way, part: number): Figure => ({
        what: `${what} while reports are made, p${part * 100}`,
        unit: 'ms',
        ours: percentile(full[name], part),
        baseline: { name: 'no reports', value: percentile(empty[name], part) },
        target,
        note,
      });
      return [
        ...WAYS.flatMap((way) => [figure(way, 0.5), figure(way, 0.99)]),
        {
          what: `tasks of reports, league of ${PLAYERS}, worker on one core that also reads the feed`,
          unit: '/s',
          ours: tasks / seconds,
          baseline: null,
          target: null,
        },
      ];
    }),
};

/** The first frame since the last call: its arrival time and the age of its event. */
interface Arrivals {
  first: { readonly at: number; readonly ageMs: number } | null;
}

/** Milliseconds of each score until its frame was at the client. */
interface Times {
  /** From the feed's answer. */
  readonly fromFeed: number[];
  /** From the event's time, which is before its commit; whole milliseconds. */
  readonly fromEvent: number[];
}

interface Way extends Pick<Figure, 'what' | 'target'> {
  readonly name: keyof Times;
  readonly note: string;
}

const WAYS: readonly Way[] = [
  {
    name: 'fromEvent',
    what: 'event to frame at the client',
    target: atMost(25),
    note: "from the event's time, which is before its commit, in whole milliseconds",
  },
  {
    name: 'fromFeed',
    what: 'feed answer to frame at the client',
    target: ratioAtMost(2),
    note: 'the worker has one core for the feed and for up to six slow tasks at a time',
  },
];

const deltaSchema = z.tuple([z.literal('delta'), z.object({ at: z.string() })]);

async function watch(
  scratch: Scratch,
  { web, origin, league, cookies }: SteppedDeployment,
): Promise<Arrivals> {
  const arrivals: Arrivals = { first: null };
  scratch.keep(
    await LiveClient.open({
      port: web.port,
      origin,
      league,
      cookie: cookies[0] ?? '',
      onEvent: (event, { text }) => {
        if (event !== 'delta' || arrivals.first !== null) return;
        const [at, now] = [microseconds(), Date.now()];
        const [, delta] = deltaSchema.parse(JSON.parse(text.slice(text.indexOf('['))));
        arrivals.first = { at, ageMs: now - Date.parse(delta.at) };
      },
    }),
  );
  return arrivals;
}

async function scoreTimes({ feed }: SteppedDeployment, arrivals: Arrivals, rounds: number): Promise<Times> {
  const times: Times = { fromFeed: [], fromEvent: [] };
  for (let round = 0; round < WARM_UP + rounds; round += 1) {
    arrivals.first = null;
    feed.score();
    const arrived = await until('the frame', SCORE_WITHIN_MS, async () => arrivals.first);
    const written = feed.scoreWrittenAt;
    if (written === null) throw new Error('a frame came before the answer');
    if (round >= WARM_UP) {
      times.fromFeed.push((arrived.at - written) / 1000);
      times.fromEvent.push(arrived.ageMs);
    }
    // the moment of the change must not be in step with the polls
    await sleep(Math.random() * POLL_MS);
  }
  return times;
}

/** Asks for more reports whenever few tasks wait; each is on other players, and every score makes their season a new one. */
function keepFull(deployment: SteppedDeployment): { stop(): Promise<void> } {
  let stopped = false;
  let first = 0;
  const fill = async (): Promise<void> => {
    while (!stopped) {
      if ((await waiting(deployment)) < 2 * FULL) {
        const players = Array.from(
          { length: PLAYERS_IN_REPORT },
          (_, i) => `p${((first + i * 7) % PLAYERS) + 1}`,
        );
        first += 1;
        await ask(deployment, first % PLAYERS, players);
      } else {
        await sleep(FILL_EVERY_MS);
      }
    }
  };
  const filling = fill();
  return {
    stop: async () => {
      stopped = true;
      await filling;
    },
  };
}

async function ask(deployment: SteppedDeployment, who: number, players: string[]): Promise<void> {
  const status = await sendAs(deployment, who, 'POST', '/api/reports', JSON.stringify({ players }));
  if (status !== 202) throw new Error(`no report: ${status}`);
}

const waiting = (deployment: SteppedDeployment) => tasksIn(deployment, "state = 'queued' AND queue = 'slow'");
const done = (deployment: SteppedDeployment) => tasksIn(deployment, "state = 'done'");

function tasksIn({ databaseUrl }: SteppedDeployment, which: string): Promise<number> {
  return onDatabase(databaseUrl, async (client) => {
    const { rows } = await client.query<{ tasks: number }>(
      `SELECT count(*)::int AS tasks FROM report_task WHERE ${which}`,
    );
    return rows[0]?.tasks ?? 0;
  });
}
