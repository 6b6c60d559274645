import { setTimeout as sleep } from 'node:timers/promises';
import { LiveClient } from '@sunday-live/testing';
import { Scratch } from '../../harness/scratch.js';
import { atMost, type Figure, ratioAtMost } from '../../report/figure.js';
import type { BenchContext, Part } from '../part.js';
import { Stage } from './stage.js';

const NODES = 3;
const EVENTS_PER_SECOND = 50;
const BEFORE_MS = 10_000;
const AFTER_MS = 15_000;
/** A p99 of this many times the one before is a disturbance; below the minimum nobody would notice. */
const DISTURBED = 2;
const LEAST_DISTURBED_MS = 250;
const STALLED_SHARE = 0.1;

interface Sizes {
  readonly clients: number;
  readonly polls: number;
  readonly awayMs: number;
  readonly stalledMs: number;
  readonly idleMs: number;
}
const FULL: Sizes = { clients: 500, polls: 100, awayMs: 30_000, stalledMs: 60_000, idleMs: 300_000 };
const QUICK: Sizes = { clients: 200, polls: 40, awayMs: 10_000, stalledMs: 15_000, idleMs: 20_000 };

type Scenario = (stage: Stage, sizes: Sizes) => Promise<Figure[]>;

/**
 * Measures what clients notice of a fault, on three nodes, compared with the time before. Fails when a client lost or
 * repeated a frame.
 */
export const faultsPart: Part = {
  name: 'faults',
  run: async ({ quick, say }: BenchContext) => {
    const figures: Figure[] = [];
    for (const scenario of [nodeKilled, redisAway, readersStalled, pollsRoundRobin, idleThenCut]) {
      say(`faults: ${scenario.name}`);
      figures.push(
        ...(await Scratch.use(async (scratch) =>
          scenario(await Stage.set(scratch, NODES), quick ? QUICK : FULL),
        )),
      );
    }
    return figures;
  },
};

const nodeKilled: Scenario = async (stage, { clients }) => {
  await stage.join(clients);
  const { before, since, rate } = await disturb(stage, async () => {
    await stage.nodes[NODES - 1]?.kill();
  });
  const limit = Math.max(LEAST_DISTURBED_MS, DISTURBED * before);
  return [
    {
      what: `one of ${NODES} nodes killed under ${clients} clients, ${EVENTS_PER_SECOND} events a second: p99 back`,
      unit: 's',
      ours: stage.ages.disturbedFor(since, limit) / 1_000,
      baseline: null,
      target: atMost(2),
      note: `how stale clients are, p99, ${before.toFixed(0)} ms before; ${rate.toFixed(0)} events a second were made; nobody lost or repeated anything`,
    },
  ];
};

const redisAway: Scenario = async (stage, { clients, awayMs }) => {
  await stage.join(clients);
  let back = 0;
  const { before, since } = await disturb(
    stage,
    async () => {
      await stage.redis.stop();
      await sleep(awayMs);
      await stage.redis.start();
      back = performance.now();
    },
    awayMs + AFTER_MS,
  );
  const limit = Math.max(LEAST_DISTURBED_MS, DISTURBED * before);
  const named = `Redis away for ${awayMs / 1_000} s, ${NODES} nodes`;
  return [
    {
      what: `${named}: how stale clients are meanwhile, p99`,
      unit: 's',
      ours: stage.ages.percentile(0.99, since, back) / 1_000,
      baseline: { name: 'before', value: before / 1_000 },
      target: null,
      note: 'nodes find events at their look at the log every 5 s; nobody lost or repeated anything',
    },
    {
      what: `${named}: p99 as before after it is back`,
      unit: 's',
      ours: stage.ages.disturbedFor(back, limit) / 1_000,
      baseline: null,
      target: atMost(15),
    },
  ];
};

const readersStalled: Scenario = async (stage, { clients, stalledMs }) => {
  await stage.join(clients);
  const { cookies, origin, league } = stage.deployment;
  const stalled: LiveClient[] = [];
  for (let i = 0; i < clients * STALLED_SHARE; i += 1) {
    const port = stage.nodes[i % stage.nodes.length]?.port ?? 0;
    const cookie = cookies[i % cookies.length] ?? '';
    stalled.push(await LiveClient.open({ port, cookie, origin, league, onEvent: () => undefined }));
  }
  const started = performance.now();
  await stage.events(EVENTS_PER_SECOND, stalledMs);
  const held = performance.now();
  for (const reader of stalled) reader.hold();
  await stage.events(EVENTS_PER_SECOND, stalledMs);
  const over = performance.now();
  await Promise.all(stalled.map((reader) => reader.stop()));
  await stage.everybodyAtTheHead();
  return [
    {
      what: `${stalled.length} clients stop reading for ${stalledMs / 1_000} s: how stale ${clients} others are, p99`,
      unit: 'ms',
      ours: stage.ages.percentile(0.99, held, over),
      baseline: { name: 'while they read', value: stage.ages.percentile(0.99, started, held) },
      target: ratioAtMost(1.1),
    },
  ];
};

const pollsRoundRobin: Scenario = async (stage, { polls }) => {
  stage.joinPolls(polls);
  await stage.events(2, BEFORE_MS);
  const started = performance.now();
  await stage.events(2, 2 * BEFORE_MS);
  await stage.everybodyAtTheHead();
  return [
    {
      what: `${polls} polls, each to another of ${NODES} nodes every time: commit to answer, p99`,
      unit: 'ms',
      ours: stage.ages.percentile(0.99, started),
      baseline: null,
      target: atMost(500),
      note: 'nobody lost or repeated anything',
    },
  ];
};

const idleThenCut: Scenario = async (stage, { clients, idleMs }) => {
  await stage.join(clients);
  await stage.events(EVENTS_PER_SECOND, 2_000);
  await sleep(idleMs);
  for (let cut = 0; cut < 2; cut += 1) {
    await Promise.all(stage.clients.map((client) => client.cut()));
    await stage.events(EVENTS_PER_SECOND, 5_000);
  }
  await stage.everybodyAtTheHead();
  const snapshots = stage.clients.reduce((sum, { oracle }) => sum + oracle.snapshots, 0);
  return [
    {
      what: `${clients} clients idle for ${idleMs / 1_000} s, then cut twice: snapshots for each in all`,
      unit: '',
      ours: snapshots / clients,
      baseline: null,
      target: atMost(1),
      note: 'every client continued from its position; nobody lost or repeated anything',
    },
  ];
};

/** Events before, through and after a fault. @returns the p99 before, when the fault began, and the rate */
async function disturb(
  stage: Stage,
  fault: () => Promise<void>,
  ms = AFTER_MS,
): Promise<{ before: number; since: number; rate: number }> {
  await stage.events(EVENTS_PER_SECOND, BEFORE_MS / 2);
  const started = performance.now();
  await stage.events(EVENTS_PER_SECOND, BEFORE_MS);
  const since = performance.now();
  const [rate] = await Promise.all([stage.events(EVENTS_PER_SECOND, ms), fault()]);
  await stage.everybodyAtTheHead();
  return { before: stage.ages.percentile(0.99, started, since), since, rate };
}
