import { setTimeout as sleep } from 'node:timers/promises';
import { residentBytes } from '../harness/cpu.js';
import { type Answer, get } from '../harness/get.js';
import { until } from '../harness/until.js';
import { median } from '../stats/stats.js';
import type { ScaleStage } from './stage.js';

const CHANGES = 5;
const READS = 5;
const CHANGE_WITHIN_MS = 20_000;
const SAMPLE_MS = 20;

/** Pages that everybody may read, by name. */
const PAGES = (week: number): Record<string, string> => ({
  'week, top': 'standings?scope=week&limit=100',
  'week, around me': 'standings?scope=week&limit=100&around=me',
  'season, top': 'standings?scope=season&limit=100',
  'season, around me': 'standings?scope=season&limit=100&around=me',
  members: 'members?limit=100',
  cards: `cards/${week}?limit=100`,
});

/** Times of one page, in milliseconds. */
export interface PageTimes {
  readonly name: string;
  readonly changed: number;
  readonly cached: number;
  readonly bytes: number;
}

/** Reads each page just after scores, and again. The first read of each is left out. */
export async function pageTimes(stage: ScaleStage): Promise<PageTimes[]> {
  const pages: PageTimes[] = [];
  for (const [name, path] of Object.entries(PAGES(stage.week))) {
    let last = await read(stage, path);
    const [changed, cached]: [number[], number[]] = [[], []];
    for (let change = 0; change < CHANGES; change += 1) {
      await oneScore(stage);
      last = await read(stage, path);
      changed.push(last.ms);
      for (let again = 0; again < READS; again += 1) cached.push((await read(stage, path)).ms);
    }
    pages.push({ name, changed: median(changed), cached: median(cached), bytes: last.bytes });
  }
  return pages;
}

/** Milliseconds of a page of each of some past weeks, each read for the first time. */
export async function pastWeekTimes(stage: ScaleStage): Promise<number[]> {
  const times: number[] = [];
  for (const week of [2, 5, 8, 11])
    times.push((await read(stage, `standings?scope=week&week=${week}&limit=100`)).ms);
  return times;
}

/** Time of the first page of the season on a node that has just started, in milliseconds. */
export async function firstSeasonPage(stage: ScaleStage): Promise<number> {
  return (await read(stage, 'standings?scope=season&limit=100')).ms;
}

/** Downloads the season's table as CSV. Returns by how much the node grew meanwhile, in bytes. */
export async function csvGrowth(stage: ScaleStage): Promise<{ bytes: number; growth: number; ms: number }> {
  const { web } = stage;
  await read(stage, 'standings?scope=season&limit=1');
  const before = (await residentBytes(web.pid)).now;
  let most = before;
  let going = true;
  const sampling = (async () => {
    while (going) {
      most = Math.max(most, (await residentBytes(web.pid)).now);
      await sleep(SAMPLE_MS);
    }
  })();
  const { bytes, ms } = await get(url(stage, 'standings?scope=season'), stage.cookies[0] ?? '', {
    accept: 'text/csv',
  });
  going = false;
  await sampling;
  return { bytes, growth: most - before, ms };
}

/** Changes a score and waits until the log has it. */
export async function oneScore(stage: ScaleStage): Promise<void> {
  const head = async (): Promise<number> => {
    const { rows } = await stage.db.query<{ head: number }>('SELECT head::int AS head FROM slate_stream');
    return rows[0]?.head ?? 0;
  };
  const before = await head();
  stage.feed.score();
  await until('a change', CHANGE_WITHIN_MS, async () => (await head()) > before);
}

function read(stage: ScaleStage, path: string): Promise<Answer> {
  return get(url(stage, path), stage.cookies[0] ?? '');
}

function url({ web }: ScaleStage, path: string): string {
  return `${web.url}/api/leagues/everyone/${path}`;
}
