import { get } from '../harness/get.js';
import { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { atMost } from '../report/figure.js';
import { median } from '../stats/stats.js';
import { deploy } from '../system/deployment.js';
import type { Part } from './part.js';

const PLAYERS = 10_000;
const QUICK_PLAYERS = 1_000;
const CHANGES = 8;
const READS = 5;
const CHANGE_WITHIN_MS = 20_000;

/** The first page of the season's leaderboard of a large league over HTTP, just changed and read again. */
export const leaderboardPart: Part = {
  name: 'leaderboard',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const players = quick ? QUICK_PLAYERS : PLAYERS;
      const named = players.toLocaleString('en-US');
      say(`leaderboard: ${named} players`);
      const { web, feed, cookies, league } = await deploy(scratch, { players, cards: players, pollMs: 300 });
      const url = `${web.url}/api/leagues/${league}/standings?scope=season&limit=500`;
      const read = (seen?: string) => get(url, cookies[0] ?? '', { seen });
      const uncached: number[] = [];
      const cached: number[] = [];
      const unchanged: number[] = [];
      let last = await read();
      for (let change = 0; change < CHANGES; change += 1) {
        const { tag } = last;
        feed.score();
        last = await until('a change', CHANGE_WITHIN_MS, async () => {
          const now = await read();
          return now.tag === tag ? null : now;
        });
        uncached.push(last.ms);
        for (let i = 0; i < READS; i += 1) {
          cached.push((await read()).ms);
          unchanged.push((await read(last.tag)).ms);
        }
      }
      const what = `a page of the season leaderboard of ${named} players, ${Math.round(last.bytes / 1_024)} KB on the wire`;
      return [
        {
          what: `${what}, read again`,
          unit: 'ms',
          ours: median(cached),
          baseline: { name: 'just changed', value: median(uncached) },
          target: atMost(5),
        },
        {
          what: `${what}, by a client that has it (304)`,
          unit: 'ms',
          ours: median(unchanged),
          baseline: { name: 'read again', value: median(cached) },
          target: atMost(5),
        },
        {
          what: `${what}, just changed`,
          unit: 'ms',
          ours: median(uncached),
          baseline: null,
          target: atMost(60),
        },
      ];
    }),
};
