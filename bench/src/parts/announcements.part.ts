import { LiveClient } from '@sunday-live/testing';
import { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { atMost } from '../report/figure.js';
import { percentile } from '../stats/stats.js';
import { deploy } from '../system/deployment.js';
import { LEAGUE } from '../system/seed.js';
import { sendAs } from '../system/send-as.js';
import { onDatabase } from '../system/services.js';
import type { Part } from './part.js';

const PLAYERS = 100;
const PAGES_EACH = 5;
const WARM_UP = 3;
const WITHIN_MS = 10_000;
const ANNOUNCEMENTS = `/api/leagues/${LEAGUE}/announcements`;

/** A commissioner's announcement, from asking over HTTP to the last open page of the league. */
export const announcementsPart: Part = {
  name: 'announcements',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const deployment = await deploy(scratch, { players: PLAYERS, cards: PLAYERS, pollMs: 1_000 });
      await onDatabase(deployment.databaseUrl, (client) =>
        client.query(`UPDATE league_member SET role = 'commissioner' WHERE league = $1 AND player = 'p1'`, [
          LEAGUE,
        ]),
      );
      const pages = PLAYERS * PAGES_EACH;
      let got = 0;
      let lastAt = 0;
      for (let i = 0; i < pages; i += 1) {
        const client = await LiveClient.open({
          port: deployment.web.port,
          origin: deployment.origin,
          league: LEAGUE,
          cookie: deployment.cookies[i % PLAYERS] ?? '',
          onEvent: (event) => {
            if (event !== 'announcement') return;
            got += 1;
            lastAt = performance.now();
          },
        });
        scratch.keep(client);
      }
      const rounds = quick ? 10 : 50;
      say(`announcements: ${rounds}, one at a time, to ${pages} open pages`);
      const times: number[] = [];
      for (let round = 0; round < WARM_UP + rounds; round += 1) {
        got = 0;
        const askedAt = performance.now();
        const announcement = { title: `Number ${round}`, body: 'Kick-off is **moved**.', level: 'important' };
        await sendAs(deployment, 0, 'POST', ANNOUNCEMENTS, JSON.stringify(announcement));
        await until('every page', WITHIN_MS, async () => (got === pages ? true : null));
        if (round >= WARM_UP) times.push(lastAt - askedAt);
      }
      return ([0.5, 0.99] as const).map((share) => ({
        what: `announcement, asked for to the last of ${pages} pages, p${share * 100}`,
        unit: 'ms',
        ours: percentile(times, share),
        baseline: null,
        target: atMost(1_000),
      }));
    }),
};
