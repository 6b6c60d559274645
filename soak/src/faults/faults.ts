import { setTimeout as pause } from 'node:timers/promises';
import type { Fault as FeedFault, ReplayServer } from '@sunday-live/replay';
import type { Crowd } from '../crowd.js';
import type { Cluster } from '../system/cluster.js';

/** The targets of faults. */
export interface Target {
  readonly cluster: Cluster;
  readonly crowd: Crowd;
  readonly replay: ReplayServer;
}

export interface Fault {
  readonly name: string;
  /** Injects the fault and repairs it. */
  run(target: Target, random: () => number): Promise<void>;
}

/** Faults of the feed that a later correct answer repairs. */
const FEED_FAULTS: readonly FeedFault[] = [
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429 },
  { kind: 'status', status: 403 },
  { kind: 'hang' },
  { kind: 'slow-body' },
  { kind: 'html' },
  { kind: 'redirecting' },
  { kind: 'cut-json' },
  { kind: 'code-body' },
  { kind: 'no-events' },
  { kind: 'empty-events' },
  { kind: 'score-taken-back' },
  { kind: 'game-dropped' },
  { kind: 'duplicate' },
  { kind: 'reordered' },
  { kind: 'status-regression' },
  { kind: 'kickoff-moved' },
  { kind: 'postponed' },
  { kind: 'unknown-fields' },
  { kind: 'unknown-state' },
  { kind: 'null-score' },
  { kind: 'bad-game' },
];
const MOST_ANSWERS = 6;
const LONG = 0.15;

const seconds = (random: () => number, least: number, most: number) =>
  (least + random() * (most - least)) * 1_000;

/** Returns how long something is away: usually a moment, sometimes as long as failures 4 and 14 require. */
const away = (random: () => number, most: number, long: number) =>
  random() < LONG ? long * 1_000 : seconds(random, 0.5, most);

/** Picks one of a list, each with the same chance. */
export function oneOf<T>(list: readonly T[], random: () => number): T {
  const item = list[Math.floor(random() * list.length)];
  if (item === undefined) throw new RangeError('nothing to choose from');
  return item;
}

/** All faults that may happen on a Sunday. The first web node and PostgreSQL itself are never stopped. */
export const FAULTS: readonly Fault[] = [
  {
    name: 'connections of a node cut',
    run: async ({ cluster }, random) => oneOf(cluster.proxies, random).cut(),
  },
  {
    name: 'connections of clients cut',
    run: ({ crowd }, random) => crowd.cut(0.05 + random() * 0.3, random),
  },
  {
    name: 'web node killed',
    run: ({ cluster }, random) => oneOf(cluster.web.slice(1), random).killAndRestart(seconds(random, 0.2, 4)),
  },
  {
    name: 'worker suspended',
    run: ({ cluster }, random) => oneOf(cluster.workers, random).suspend(away(random, 12, 45)),
  },
  {
    name: 'subscriptions killed',
    run: async ({ cluster }) => {
      await cluster.redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub').catch(() => undefined);
    },
  },
  {
    name: 'Redis stopped and started',
    run: async ({ cluster: { redis } }, random) => {
      await redis.stop();
      await pause(away(random, 10, 30));
      await redis.start();
    },
  },
  {
    name: 'PostgreSQL connections terminated',
    run: async ({ cluster: { database } }) => {
      await database.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
    },
  },
  {
    name: 'feed failing or lying',
    run: async ({ replay: { replay } }, random) => {
      const times = 1 + Math.floor(random() * MOST_ANSWERS);
      replay.faults.add([{ ...oneOf(FEED_FAULTS, random), times }]);
      while (replay.faults.list().length > 0) await pause(100);
    },
  },
];
