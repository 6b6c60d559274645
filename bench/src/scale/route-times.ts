import { z } from 'zod';
import { cpuMicroseconds } from '../harness/cpu.js';
import { ask } from '../harness/get.js';
import { oneScore } from './page-times.js';
import type { ScaleStage } from './stage.js';

/** One read of an address. */
export interface Read {
  readonly status: number;
  /** Until the last byte. */
  readonly ms: number;
  /** CPU of the web node in milliseconds; what it does beside the request is included. */
  readonly cpuMs: number;
  /** On the wire. */
  readonly bytes: number;
}

/** Reads of one address: the first one on this node, the next, and the first after a score. */
export interface RouteTime {
  readonly address: string;
  readonly first: Read;
  readonly again: Read;
  readonly changed: Read;
}

/** Addresses of routes with more than the plain one, by path. */
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/api/leagues/{id}/standings': [
    'scope=day&limit=100',
    'scope=week&limit=100',
    'scope=week&limit=100&week=3',
    'scope=season&limit=100',
    'scope=season&limit=100&around=me',
    'scope=season&limit=100&q=er%2012',
    'scope=season&limit=100&sort=-right',
    'scope=season&limit=100&sort=name',
  ],
  '/api/leagues/{id}/statistics': [
    'limit=100',
    'limit=100&around=me',
    'limit=100&q=er%2012',
    'limit=100&sort=-lastFive',
  ],
  '/api/leagues/{id}/members': ['limit=100', 'limit=100&q=pl', 'limit=100&q=er%2012', 'limit=100&q=zz'],
  '/api/leagues/{id}/cards/{week}': ['limit=100'],
  '/api/leagues/{id}/records': ['', 'season=2024'],
  '/api/leagues/open': ['', 'search=gue%2019'],
  '/api/admin/users': ['', 'q=er%2012', 'q=p99@bench', 'q=zz'],
};
/** A held poll, files that are whole downloads, and what does not depend on players. */
const LEFT_OUT = /\/live$|\.csv$|\{format\}|\/docs|openapi|unsubscribe|\{path\}/;

const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** Reads every GET route that the product describes, in `everyone` and in a league of 50. @param cookie the session of the reader */
export async function routeTimes(stage: ScaleStage, cookie: string): Promise<RouteTime[]> {
  const answer = await fetch(`${stage.web.url}/api/openapi.json`);
  const { paths } = documentSchema.parse(await answer.json());
  const { rows } = await stage.db.query<{ id: string }>('SELECT id FROM "user" ORDER BY n LIMIT 1 OFFSET 20');
  const player = rows[0]?.id ?? '';
  const times: RouteTime[] = [];
  for (const [path, methods] of Object.entries(paths)) {
    if (!('get' in methods) || LEFT_OUT.test(path)) continue;
    for (const address of addresses(path, player, stage.week)) {
      const first = await read(stage, address, cookie);
      const again = await read(stage, address, cookie);
      await oneScore(stage);
      times.push({ address, first, again, changed: await read(stage, address, cookie) });
    }
  }
  return times;
}

function addresses(path: string, player: string, week: number): string[] {
  const leagues = path.startsWith('/api/leagues/{id}') ? ['everyone', 'league-1'] : [player];
  const weeks = path.includes('{week}') ? [week - 1, week] : [week];
  return leagues.flatMap((id) =>
    weeks.flatMap((asked) =>
      (QUERIES[path] ?? ['']).map((query) => {
        const filled = path
          .replace('{id}', id)
          .replace('{league}', 'league-1')
          .replace('{player}', player)
          .replace('{week}', String(asked));
        return query === '' ? filled : `${filled}?${query}`;
      }),
    ),
  );
}

async function read({ web }: ScaleStage, address: string, cookie: string): Promise<Read> {
  const before = await cpuMicroseconds(web.pid);
  const { status, ms, bytes } = await ask(`${web.url}${address}`, cookie);
  return { status, ms, bytes, cpuMs: ((await cpuMicroseconds(web.pid)) - before) / 1000 };
}
