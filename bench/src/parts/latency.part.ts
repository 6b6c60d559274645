import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient } from '@sunday-live/testing';
import { microseconds } from '../baselines/baseline.js';
import { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { atMost, type Figure } from '../report/figure.js';
import { percentile } from '../stats/stats.js';
import { deploy } from '../system/deployment.js';
import type { Part } from './part.js';

const PLAYERS = 100;
const POLL_MS = 150;
const SCORE_WITHIN_MS = 10_000;
const WARM_UP = 20;
/**
 * The system that this one replaces reads its feed every 60 s, and its page asks every 30 s: half of each on average.
 */
const ANCESTOR_MEAN_MS = 45_000;
const ANCESTOR_WORST_MS = 90_000;

/** From the last byte of the feed's answer to the frame at a socket client, in two processes with PostgreSQL and Redis. */
export const latencyPart: Part = {
  name: 'latency',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const { web, feed, cookies, origin, league } = await deploy(scratch, {
        players: PLAYERS,
        cards: PLAYERS,
        pollMs: POLL_MS,
      });
      let arrivedAt: number | null = null;
      scratch.keep(
        await LiveClient.open({
          port: web.port,
          origin,
          league,
          cookie: cookies[0] ?? '',
          onEvent: (event) => {
            if (event === 'delta') arrivedAt ??= microseconds();
          },
        }),
      );
      const rounds = quick ? 40 : 200;
      say(`latency: ${rounds} scores, one at a time; the feed's answer has ${feed.answerBytes} bytes`);
      const times: number[] = [];
      for (let round = 0; round < WARM_UP + rounds; round += 1) {
        arrivedAt = null;
        feed.score();
        const arrived = await until('the frame', SCORE_WITHIN_MS, async () => arrivedAt);
        const written = feed.scoreWrittenAt;
        if (written === null) throw new Error('a frame came before the answer');
        if (round >= WARM_UP) times.push((arrived - written) / 1000);
        // the moment of the change must not be in step with the polls
        await sleep(Math.random() * POLL_MS);
      }
      return [
        figure('p50', percentile(times, 0.5), 8, ANCESTOR_MEAN_MS, "ancestor's mean, by its intervals"),
        figure('p99', percentile(times, 0.99), 25, ANCESTOR_WORST_MS, "ancestor's worst, by its intervals"),
      ];
    }),
};

function figure(what: string, ours: number, limit: number, ancestor: number, name: string): Figure {
  return {
    what: `feed answer to frame at the client, ${PLAYERS} players, ${what}`,
    unit: 'ms',
    ours,
    baseline: { name, value: ancestor },
    target: atMost(limit),
  };
}
