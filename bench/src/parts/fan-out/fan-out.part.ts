import { nchanMissing, startNchan } from '../../baselines/nchan.js';
import { SOCKET_IO_PATH, startNodeBaseline } from '../../baselines/node-baseline.js';
import { Scratch } from '../../harness/scratch.js';
import { type Figure, ratioAtLeast, ratioAtMost, type Target } from '../../report/figure.js';
import { mean, median, percentile } from '../../stats/stats.js';
import { deploy } from '../../system/deployment.js';
import { liveServer } from '../../system/live-server.js';
import type { BenchContext, Part } from '../part.js';
import { Arena } from './arena.js';
import type { Contender, Round } from './contender.js';
import { playRounds, versus } from './rounds.js';

const PLAYERS = 100;
/** Time between two messages, for every server; shorter polls would make the feed look stale on a busy machine. */
const PACE_MS = 400;

interface Size {
  readonly clients: number;
  readonly messages: number;
}
const SIZES: readonly Size[] = [
  { clients: 1_000, messages: 20 },
  { clients: 5_000, messages: 10 },
  { clients: 10_000, messages: 10 },
];
const ROUNDS = 5;
const QUICK_ROUNDS = 2;

type BaselineName = 'ws' | 'Socket.IO' | 'Nchan';
type CpuTargets = Readonly<Record<BaselineName, Target | null>>;
/** With few clients what a node does once per message weighs more. */
const FEW: CpuTargets = { ws: ratioAtMost(1.5), 'Socket.IO': ratioAtMost(0.9), Nchan: null };
const MANY: CpuTargets = { ws: ratioAtMost(1.2), 'Socket.IO': ratioAtMost(0.75), Nchan: null };
const cpuTargets = (clients: number): CpuTargets => (clients < 5_000 ? FEW : MANY);

/** One message to all clients of a league: CPU of the server, and time until the last client has it. */
export const fanOutPart: Part = {
  name: 'fan-out',
  run: async (context) => {
    const figures: Figure[] = [];
    for (const size of context.quick ? SIZES.slice(0, 1) : SIZES) {
      figures.push(...(await Scratch.use((scratch) => compare(scratch, size, context))));
    }
    return figures;
  },
};

async function compare(scratch: Scratch, size: Size, { quick, say }: BenchContext): Promise<Figure[]> {
  const { clients, messages } = size;
  const named = `${clients.toLocaleString('en-US')} clients`;
  say(`fan-out: ${named} on each server`);
  const deployment = await deploy(scratch, { players: PLAYERS, cards: PLAYERS, pollMs: PACE_MS });
  const arena = new Arena(scratch, clients, say);
  const baselines = await enterBaselines(scratch, arena);
  const server = await liveServer(scratch, deployment, SOCKET_IO_PATH);
  const { origin, league, cookieFile: cookies } = deployment;
  const contender = await arena.enter(server, { mode: 'socket-io', cookies, origin, league });
  const schedule = { rounds: quick ? QUICK_ROUNDS : ROUNDS, messages, paceMs: PACE_MS };
  const played = await playRounds({ contender, server }, baselines, schedule, say);
  const rest = (name: BaselineName | 'ours') => {
    const found = name === 'ours' ? contender : baselines.get(name);
    return `${((found?.restPerSecond ?? 0) / 1_000).toFixed(1)} ms`;
  };
  const note = noteOf(played.get('ours') ?? []);
  return [
    ...[...baselines.keys()].map((name) => {
      const what = `fan-out, ${named}, CPU per message`;
      const figure = {
        what,
        unit: 'µs',
        target: cpuTargets(clients)[name],
        ...(name === 'ws' ? { note } : {}),
      };
      return versus(figure, played, name, (round) => round.cpuPerMessage);
    }),
    versus(
      {
        what: `fan-out, ${named}, CPU per message beyond rest`,
        unit: 'µs',
        target: null,
        note: `at rest ${rest('ours')}, Socket.IO ${rest('Socket.IO')}, ws ${rest('ws')} of CPU per second`,
      },
      played,
      'ws',
      (round) => round.cpuBeyondRest,
    ),
    versus(
      {
        what: `fan-out, ${named}, commit to last client, p99`,
        unit: 'ms',
        target: clients === 10_000 ? ratioAtMost(1.15) : null,
        note: 'ours counts from the write to the log (commit, Redis and folding included), ws from the call to publish',
      },
      played,
      'ws',
      ({ lastMs }) => percentile(lastMs, 0.99),
    ),
    connections(named, arena.connectCost),
  ];
}

async function enterBaselines(scratch: Scratch, arena: Arena): Promise<Map<BaselineName, Contender>> {
  const baselines = new Map<BaselineName, Contender>();
  const ws = scratch.keep(await startNodeBaseline('ws', 'raw-ws', '/'));
  baselines.set('ws', await arena.enter(ws, { mode: 'ws' }));
  const socketIo = scratch.keep(await startNodeBaseline('Socket.IO', 'socket-io', SOCKET_IO_PATH));
  baselines.set('Socket.IO', await arena.enter(socketIo, { mode: 'socket-io' }));
  const missing = nchanMissing();
  if (missing === null) {
    const nchan = scratch.keep(await startNchan('websocket', await scratch.folder()));
    baselines.set('Nchan', await arena.enter(nchan, { mode: 'ws' }));
  } else {
    arena.say(`NOT COMPARED with Nchan: ${missing}`);
  }
  return baselines;
}

function noteOf(ours: readonly Round[]): string {
  const bytes = Math.round(mean(ours.map((round) => round.payloadBytes)));
  const published = median(ours.map((round) => round.cpuPerPublished)).toFixed(1);
  return `${bytes} bytes a message; ours ${published} µs when heartbeats are not counted as messages`;
}

function connections(named: string, cost: ReadonlyMap<string, number>): Figure {
  const perSecond = (name: string) => 1e6 / (cost.get(name) ?? Number.NaN);
  return {
    what: `connections per second of CPU, ${named}, session checked`,
    unit: '/s',
    ours: perSecond('ours'),
    baseline: { name: 'Socket.IO without sessions', value: perSecond('Socket.IO') },
    target: ratioAtLeast(0.8),
  };
}
