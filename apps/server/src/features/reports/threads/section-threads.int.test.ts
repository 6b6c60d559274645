import { type LeagueSeason, prepareSection } from '@sunday-live/analysis';
import { afterEach, expect, it } from 'vitest';
import { RightOfWay } from '../../../platform/work/right-of-way.js';
import { SectionThreads } from './section-threads.js';
import type { SectionWork } from './section-work.js';

/** Real threads, which run the built code. */
const A_MINUTE = 60_000;
const rightOfWay = new RightOfWay();
const threads = new SectionThreads(rightOfWay);
afterEach(() => threads.onApplicationShutdown());

/** A season without played games: the simulation computes all of it. */
const SEASON: LeagueSeason = {
  season: 2024,
  league: { id: 'kitchen', name: 'Kitchen Table' },
  rules: 'classic',
  games: Array.from({ length: 10 }, (_, i) => ({
    id: `g${i}`,
    week: i + 1,
    kickoff: '2024-09-08T17:00:00.000Z',
    away: i % 2 === 0 ? 'CHI' : 'BUF',
    home: i % 2 === 0 ? 'BUF' : 'CHI',
    awayScore: 0,
    homeScore: 0,
    state: 'pre' as const,
    favourite: null,
    locked: false,
  })),
  members: Array.from({ length: 50 }, (_, i) => ({
    id: `p${i}`,
    n: i + 1,
    name: `Player ${i}`,
    team: null,
    cards: [],
  })),
  sampledFrom: null,
  past: [],
};

function simulation(): SectionWork {
  const text = Buffer.from(JSON.stringify(SEASON));
  const bytes = new SharedArrayBuffer(text.length);
  new Uint8Array(bytes).set(text);
  return {
    input: { sha256: 'seed', bytes },
    section: 'simulation',
    player: '',
    chosen: [],
    common: null,
  };
}

const sameHere = (): string => JSON.stringify(prepareSection('simulation', SEASON, 'seed/simulation'));

it('rest while something is urgent, and find what they would have found without a rest', async () => {
  const { signal } = new AbortController();
  // the thread is running and has run the calculation once
  expect((await threads.run('slow', simulation(), signal)).made).toBe(sameHere());
  const turn = rightOfWay.turn(A_MINUTE);
  turn.begin();
  let over = false;
  const found = threads.run('slow', simulation(), signal).finally(() => {
    over = true;
  });
  // runs the thread's work in this thread, with pauses for events in between
  for (let times = 0; times < 3; times += 1) {
    sameHere();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(over).toBe(false);
  turn.end();
  expect((await found).made).toBe(sameHere());
});

it('are ended while they rest when their task is stopped', async () => {
  const turn = rightOfWay.turn(A_MINUTE);
  turn.begin();
  const stop = new AbortController();
  const found = threads.run('slow', simulation(), stop.signal);
  stop.abort();
  await expect(found).rejects.toThrow(/abort/i);
  turn.end();
});
