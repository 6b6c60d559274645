import { Scratch } from '../harness/scratch.js';
import { atMost, type Figure } from '../report/figure.js';
import { type Read, type RouteTime, routeTimes } from '../scale/route-times.js';
import { FULL_SEASON } from '../scale/seed.sql.js';
import { openStage } from '../scale/stage.js';
import type { Part } from './part.js';

const PLAYERS = 100_000;
const QUICK_PLAYERS = 10_000;
const OK = 200;
const READS = ['first', 'again', 'changed'] as const;

/** Every GET route of the product with a season of many players: how long the slowest answer takes, how large the largest is. */
export const routesPart: Part = {
  name: 'routes',
  run: ({ quick, players, say }) => {
    const count = players?.[0] ?? (quick ? QUICK_PLAYERS : PLAYERS);
    const named = count.toLocaleString('en-US');
    say(`routes: ${named} players`);
    return Scratch.use(async (scratch) => {
      const stage = await openStage(scratch, { ...FULL_SEASON, players: count }, 2);
      const [player = '', admin = ''] = stage.cookies;
      await stage.db.query(
        `UPDATE "user" SET role = 'admin' WHERE id = (SELECT id FROM "user" ORDER BY n LIMIT 1 OFFSET 1)`,
      );
      const figures: Figure[] = [];
      for (const [who, cookie] of [
        ['a player', player],
        ['an admin', admin],
      ] as const) {
        const times = await routeTimes(stage, cookie);
        for (const time of times) say(`  ${who}: ${line(time)}`);
        const answered = times.filter(({ first }) => first.status === OK);
        for (const read of READS) {
          const slowest = largest(answered, (time) => time[read].ms);
          figures.push({
            what: `${named} players: slowest route for ${who}, ${WHEN[read]}`,
            unit: 'ms',
            ours: slowest[read].ms,
            baseline: null,
            target: atMost(250),
            note: `${slowest.address}, CPU ${slowest[read].cpuMs.toFixed(0)} ms`,
          });
        }
        const heaviest = largest(answered, ({ first }) => first.bytes);
        figures.push({
          what: `${named} players: largest answer to ${who}, on the wire`,
          unit: 'KB',
          ours: heaviest.first.bytes / 1000,
          baseline: null,
          target: atMost(64),
          note: heaviest.address,
        });
      }
      return figures;
    });
  },
};

const WHEN: Readonly<Record<(typeof READS)[number], string>> = {
  first: 'first read',
  again: 'read again',
  changed: 'just changed',
};

function line({ address, first, again, changed }: RouteTime): string {
  const of = ({ ms, cpuMs }: Read): string => `${ms.toFixed(0)} (${cpuMs.toFixed(0)})`;
  const times = [first, again, changed].map(of).join(', ');
  return `${first.status} ${(first.bytes / 1000).toFixed(1)} KB, ms and CPU ${times}: ${address}`;
}

function largest(times: readonly RouteTime[], value: (time: RouteTime) => number): RouteTime {
  const [best] = times.toSorted((a, b) => value(b) - value(a));
  if (best === undefined) throw new Error('no route was answered');
  return best;
}
