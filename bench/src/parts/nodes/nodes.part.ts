import { setTimeout as sleep } from 'node:timers/promises';
import { privateRedis } from '@sunday-live/testing';
import { microseconds } from '../../baselines/baseline.js';
import { SOCKET_IO_PATH } from '../../baselines/node-baseline.js';
import { cpuMicroseconds } from '../../harness/cpu.js';
import { Loadgen } from '../../harness/loadgen.js';
import { Scratch } from '../../harness/scratch.js';
import { type Figure, ratioAtMost } from '../../report/figure.js';
import { median } from '../../stats/stats.js';
import { deploy, type SteppedDeployment } from '../../system/deployment.js';
import { type LiveServer, liveServer } from '../../system/live-server.js';
import { leagueIds } from '../../system/seed.js';
import type { ServerProcess } from '../../system/server-process.js';
import type { Part } from '../part.js';
import { RedisListener, type RedisTraffic } from './redis-traffic.js';

const PLAYERS = 100;
const NODES = [1, 2, 4];
const CLIENTS_PER_NODE = 2_000;
const QUICK_CLIENTS_PER_NODE = 500;
const FEW_CLIENTS = 100;
const LEAGUES = 20;
const PACE_MS = 500;
const DELIVERY_WITHIN_MS = 30_000;
/** What one more node, league or client may add to what each costs. */
const SAME = 1.1;
/** How the channel of the slate log's events is called, after the installation's key. */
const SLATE = 'slate';

/** What a setting cost while scores went out. */
interface Cost {
  /** CPU of a node per message that one of its clients got, microseconds: median over nodes and rounds. */
  readonly cpuPerMessage: number;
  /** Redis traffic per event. */
  readonly redis: RedisTraffic;
}

/** The same league on 1, 2 and 4 nodes, and Redis beside more clients and more leagues. */
export const nodesPart: Part = {
  name: 'nodes',
  run: async ({ quick, say }) => {
    const perNode = quick ? QUICK_CLIENTS_PER_NODE : CLIENTS_PER_NODE;
    const schedule = { rounds: quick ? 3 : 5, messages: quick ? 10 : 20 };
    const byNodes = new Map<number, Cost>();
    await withSetting(1, async (setting) => {
      for (const nodes of NODES) {
        while (setting.nodes.length < nodes) await setting.addNode(perNode, leagueIds(1));
        byNodes.set(nodes, await setting.measure(schedule));
        say(`nodes: ${nodes}: ${described(byNodes.get(nodes))}`);
      }
    });
    const few = await measured(1, FEW_CLIENTS, schedule);
    say(`nodes: few clients: ${described(few)}`);
    const many = await measured(LEAGUES, perNode, schedule);
    say(`nodes: ${LEAGUES} leagues: ${described(many)}`);
    const one = byNodes.get(1);
    if (one === undefined) throw new Error('one node was not measured');
    return [
      ...[...byNodes].flatMap(([nodes, cost]) => (nodes === 1 ? [] : figuresOf(nodes, perNode, cost, one))),
      redisFigure(`1 node, ${perNode.toLocaleString('en-US')} clients`, one, `${FEW_CLIENTS} clients`, few),
      redisFigure(`1 node, ${LEAGUES} leagues watched`, many, '1 league', one),
    ];
  },
};

/** One node that serves so many leagues. */
async function measured(leagues: number, clients: number, schedule: Schedule): Promise<Cost> {
  return withSetting(leagues, async (setting) => {
    await setting.addNode(clients, leagueIds(leagues));
    return setting.measure(schedule);
  });
}

interface Schedule {
  readonly rounds: number;
  readonly messages: number;
}

interface WatchedNode {
  readonly server: ServerProcess;
  readonly loads: readonly Loadgen[];
}

interface Setting {
  readonly nodes: readonly WatchedNode[];
  /** One more node, whose clients watch these leagues in equal numbers. */
  addNode(clients: number, leagues: readonly string[]): Promise<void>;
  measure(schedule: Schedule): Promise<Cost>;
}

function withSetting<T>(leagues: number, work: (setting: Setting) => Promise<T>): Promise<T> {
  return Scratch.use(async (scratch) => {
    const redis = scratch.keep(await privateRedis());
    const options = { players: PLAYERS, cards: PLAYERS, pollMs: PACE_MS, leagues, redisUrl: redis.url };
    const deployment = await deploy(scratch, options);
    const heard = scratch.keep(await RedisListener.start(redis));
    const first = await liveServer(scratch, deployment, SOCKET_IO_PATH);
    const nodes: WatchedNode[] = [];
    return work({
      nodes,
      addNode: async (clients, ids) => {
        const server = nodes.length === 0 ? deployment.web : await deployment.addWeb();
        nodes.push({ server, loads: await watch(scratch, deployment, server, clients, ids) });
      },
      measure: async ({ rounds, messages }) => {
        await round(nodes, first, messages);
        await heard.take(SLATE);
        const costs: number[] = [];
        for (let i = 0; i < rounds; i += 1) costs.push(...(await round(nodes, first, messages)));
        const { published, toldBytes, deliveredBytes } = await heard.take(SLATE);
        const events = rounds * messages;
        return {
          cpuPerMessage: median(costs),
          redis: {
            published: published / events,
            toldBytes: toldBytes / events,
            deliveredBytes: deliveredBytes / events,
          },
        };
      },
    });
  });
}

async function watch(
  scratch: Scratch,
  { cookieFile: cookies, origin }: SteppedDeployment,
  { port }: ServerProcess,
  clients: number,
  leagues: readonly string[],
): Promise<Loadgen[]> {
  const loads: Loadgen[] = [];
  for (const league of leagues) {
    const options = { port, path: SOCKET_IO_PATH, cookies, origin, league };
    const load = await Loadgen.start({
      mode: 'socket-io',
      clients: Math.round(clients / leagues.length),
      ...options,
    });
    loads.push(scratch.keep(load));
    await load.connect();
    await load.subscribe();
  }
  return loads;
}

/** Scores one at a time, each when everybody has got the one before. @returns CPU per message of each node */
async function round(nodes: readonly WatchedNode[], first: LiveServer, messages: number): Promise<number[]> {
  const loads = nodes.flatMap((node) => node.loads);
  await Promise.all(loads.map((load) => load.mark()));
  const before = await Promise.all(nodes.map(({ server }) => cpuMicroseconds(server.pid)));
  const got = nodes.map(() => 0);
  for (let index = 1; index <= messages; index += 1) {
    const started = microseconds();
    await first.publish('');
    const tallies = await Promise.all(
      nodes.map((node) => Promise.all(node.loads.map((load) => load.wait(index, DELIVERY_WITHIN_MS)))),
    );
    if (!tallies.flat().every(({ reached }) => reached))
      throw new Error(`message ${index} did not reach everybody`);
    for (const [i, ofNode] of tallies.entries()) {
      got[i] = ofNode.reduce((sum, tally) => sum + tally.messages + tally.others, 0);
    }
    await sleep(Math.max(0, PACE_MS - (microseconds() - started) / 1_000));
  }
  const after = await Promise.all(nodes.map(({ server }) => cpuMicroseconds(server.pid)));
  return after.map((cpu, i) => (cpu - (before[i] ?? 0)) / (got[i] ?? 1));
}

function figuresOf(nodes: number, perNode: number, cost: Cost, one: Cost): Figure[] {
  const named = `${nodes} nodes, ${perNode.toLocaleString('en-US')} clients each`;
  return [
    {
      what: `${named}, CPU per message`,
      unit: 'µs',
      ours: cost.cpuPerMessage,
      baseline: { name: '1 node', value: one.cpuPerMessage },
      target: ratioAtMost(SAME),
    },
    {
      what: `${named}, Redis bytes per event and node`,
      unit: 'B',
      ours: cost.redis.deliveredBytes / nodes,
      baseline: { name: '1 node', value: one.redis.deliveredBytes },
      target: ratioAtMost(SAME),
      note: noteOf(cost),
    },
  ];
}

function redisFigure(what: string, cost: Cost, name: string, baseline: Cost): Figure {
  return {
    what: `${what}, Redis bytes per event`,
    unit: 'B',
    ours: cost.redis.deliveredBytes,
    baseline: { name, value: baseline.redis.deliveredBytes },
    target: ratioAtMost(SAME),
    note: noteOf(cost),
  };
}

function noteOf({ redis }: Cost): string {
  return `${redis.published.toFixed(2)} messages of ${redis.toldBytes.toFixed(0)} B in all per event, handed on to each subscriber`;
}

function described(cost: Cost | undefined): string {
  if (cost === undefined) return 'not measured';
  const bytes = cost.redis.deliveredBytes.toFixed(0);
  return `${cost.cpuPerMessage.toFixed(1)} µs a message, ${bytes} B of Redis an event; ${noteOf(cost)}`;
}
