import { setTimeout as sleep } from 'node:timers/promises';
import { residentBytes } from '../harness/cpu.js';
import { Scratch } from '../harness/scratch.js';
import { atMost, type Figure } from '../report/figure.js';
import { LiveTimer } from '../scale/live-times.js';
import { sockets } from '../scale/sockets.js';
import { openStage } from '../scale/stage.js';
import { percentile } from '../stats/stats.js';
import type { Part } from './part.js';

const PLAYERS = 1_000_000;
const QUICK_PLAYERS = 100_000;
/** A week that is over, for the totals of the season, the week that is played, and one without cards. */
const WEEKS = 3;
const VIEWERS = 500;
const SCORES = 50;
const SETTLE_MS = 5_000;
const MIB = 2 ** 20;

/** `everyone` with a million players who have a card of this week and the totals of another: start, memory, scores. */
export const millionPart: Part = {
  name: 'million',
  run: ({ quick, say }) => {
    const players = quick ? QUICK_PLAYERS : PLAYERS;
    const named = players.toLocaleString('en-US');
    say(`million: ${named} players`);
    return Scratch.use(async (scratch) => {
      const stage = await openStage(scratch, { players, weeks: WEEKS, openCards: false }, VIEWERS);
      const { web } = stage;
      scratch.keep(await sockets(stage, VIEWERS));
      await sleep(SETTLE_MS);
      const timer = await LiveTimer.open(scratch, stage);
      const { everyone, league } = await timer.measure(SCORES);
      const { now, peak } = await residentBytes(web.pid);
      const figure = (what: string, unit: string, ours: number, limit: number | null): Figure => ({
        what: `${named} players: ${what}`,
        unit,
        ours,
        baseline: null,
        target: limit === null ? null : atMost(limit),
      });
      return [
        figure('web node, start to listening', 's', web.startMs / 1000, 20),
        figure(`web node, memory with ${VIEWERS} sockets`, 'MiB', now / MIB, 600),
        figure('web node, most memory', 'MiB', peak / MIB, null),
        figure('score to frame, everyone, p50', 'ms', percentile(everyone, 0.5), 100),
        figure('score to frame, everyone, p99', 'ms', percentile(everyone, 0.99), null),
        figure('score to frame, a league of 50, p50', 'ms', percentile(league, 0.5), null),
      ];
    });
  },
};
