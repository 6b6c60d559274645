import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { Scratch } from '../../harness/scratch.js';
import { atMost, type Figure } from '../../report/figure.js';
import { median } from '../../stats/stats.js';
import { deploy, type SteppedDeployment } from '../../system/deployment.js';
import type { BenchContext, Part } from '../part.js';
import { firstRowMs, launchChromium, openLive, openWindow, ranksOn } from './live-page.js';
import { longestTaskMs } from './main-thread.js';

const POLL_MS = 300;
const VISITS = 5;
const SLOWER = 4;
const MOVES = 7;
const QUICK_MOVES = 3;
/** Not every score moves the table. */
const MOST_SCORES = 60;
/** A score is seen, and its rows have slid. */
const SETTLED_MS = 1_500;
const FRAME_MS = 16.7;

/** The live page in Chromium: time to its first row on a slow processor, and the longest task while all rows move. */
export const framesPart: Part = {
  name: 'frames',
  run: async (context) => {
    const figures: Figure[] = [];
    for (const players of context.quick ? [100] : [100, 1_000]) {
      figures.push(...(await Scratch.use((scratch) => watch(scratch, players, context))));
    }
    return figures;
  },
};

async function watch(scratch: Scratch, players: number, { quick, say }: BenchContext): Promise<Figure[]> {
  say(`frames: a league of ${players.toLocaleString('en-US')} in Chromium`);
  const deployment = await deploy(scratch, { players, cards: players, pollMs: POLL_MS });
  const browser = await launchChromium();
  scratch.defer(() => browser.close());
  const first = players === 100 ? [await firstRow(browser, deployment)] : [];
  const { tasks, moved } = await moves(browser, deployment, quick ? QUICK_MOVES : MOVES);
  return [
    ...first,
    {
      what: `live page, ${players.toLocaleString('en-US')} players, longest main-thread task while the table moves`,
      unit: 'ms CPU',
      ours: median(tasks),
      baseline: null,
      target: atMost(FRAME_MS),
      note: `median of ${tasks.length} scores; ${Math.round(moved)} of the rows in the page changed their rank; longest of all ${Math.max(...tasks).toFixed(1)} ms`,
    },
  ];
}

async function firstRow(browser: Browser, deployment: SteppedDeployment): Promise<Figure> {
  const times: number[] = [];
  for (let visit = 0; visit <= VISITS; visit += 1) {
    const window = await openWindow(browser, deployment);
    const page = await window.newPage();
    const session = await window.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await openLive(page, deployment);
    // the first visit warms the server up
    if (visit > 0) times.push(await firstRowMs(page));
    await window.close();
  }
  return {
    what: `live page, first row on a processor ${SLOWER} × slower`,
    unit: 'ms',
    ours: median(times),
    baseline: null,
    target: atMost(1_500),
    note: 'wall time, nothing cached in the browser; other work on the machine shows',
  };
}

/** Scores until enough of them have moved at least half of the rows in the page. */
async function moves(browser: Browser, deployment: SteppedDeployment, wanted: number) {
  const page = await (await openWindow(browser, deployment)).newPage();
  await openLive(page, deployment);
  const tasks: number[] = [];
  const changed: number[] = [];
  await sleep(SETTLED_MS);
  for (let score = 0; score < MOST_SCORES && tasks.length < wanted; score += 1) {
    const before = await ranksOn(page);
    await browser.startTracing(page, { categories: ['toplevel', '__metadata'] });
    deployment.feed.score();
    await sleep(SETTLED_MS);
    const trace = await browser.stopTracing();
    const after = await ranksOn(page);
    const moved = [...after].filter(([n, rank]) => before.get(n) !== rank).length;
    if (moved < after.size / 2) continue;
    tasks.push(longestTaskMs(trace));
    changed.push(moved);
  }
  if (tasks.length === 0) throw new Error('no score moved the table');
  return { tasks, moved: median(changed) };
}
