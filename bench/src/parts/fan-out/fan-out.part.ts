import { Scratch } from '../../harness/scratch.js';
import { type Figure, ratioAtLeast, ratioAtMost, type Target } from '../../report/figure.js';
import { mean, median, pairedRatio, percentile } from '../../stats/stats.js';
import { deploy } from '../../system/deployment.js';
import type { BenchContext, Part } from '../part.js';
import type { Round } from './contender.js';
import { type BaselineName, type Contenders, startContenders } from './contenders.js';

const PLAYERS = 100;
const POLL_MS = 100;

interface Size {
  readonly clients: number;
  readonly messages: number;
}
const SIZES: readonly Size[] = [
  { clients: 1_000, messages: 40 },
  { clients: 5_000, messages: 20 },
  { clients: 10_000, messages: 15 },
];
const ROUNDS = 5;
const QUICK_ROUNDS = 2;

const CPU_TARGETS: Readonly<Record<BaselineName, Target | null>> = {
  ws: ratioAtMost(1.05),
  Nchan: ratioAtMost(1),
  'Socket.IO': null,
};

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

async function compare(
  scratch: Scratch,
  { clients, messages }: Size,
  context: BenchContext,
): Promise<Figure[]> {
  const { quick, say } = context;
  say(`fan-out: ${clients.toLocaleString('en-US')} clients on each server`);
  const deployment = await deploy(scratch, { players: PLAYERS, cards: PLAYERS, pollMs: POLL_MS });
  const contenders = await startContenders(scratch, deployment, clients, say);
  const rounds = await playRounds(contenders, messages, quick ? QUICK_ROUNDS : ROUNDS, say);
  const size = `${clients.toLocaleString('en-US')} clients`;
  const ours = rounds.get('ours') ?? [];
  const figures: Figure[] = [];
  for (const name of contenders.baselines.keys()) {
    const theirs = rounds.get(name) ?? [];
    figures.push({
      ...versus(
        `fan-out, ${size}, CPU per message`,
        'µs',
        name,
        ours,
        theirs,
        (round) => round.cpuPerMessage,
      ),
      target: CPU_TARGETS[name],
      ...(name === 'ws' ? { note: noteOf(ours) } : {}),
    });
  }
  const ws = rounds.get('ws') ?? [];
  figures.push({
    ...versus(`fan-out, ${size}, commit to last client, p99`, 'ms', 'ws', ours, ws, p99),
    target: clients === 10_000 ? ratioAtMost(1.15) : null,
    note: 'ours counts from the write to the log (commit, Redis and folding included), ws from the call to publish',
  });
  figures.push(connections(size, contenders.connectCost));
  return figures;
}

/** Rounds in turn, so that each of ours stands beside one of every baseline, with the same texts. */
async function playRounds(
  { ours, server, baselines }: Contenders,
  messages: number,
  rounds: number,
  say: (line: string) => void,
): Promise<Map<string, Round[]>> {
  const played = new Map<string, Round[]>();
  const keep = (name: string, round: Round) => {
    const list = played.get(name) ?? [];
    list.push(round);
    played.set(name, list);
  };
  for (let turn = 0; turn <= rounds; turn += 1) {
    const texts: string[] = [];
    const mine = await ours.round(messages, (index) => {
      if (index > 0) texts.push(server.lastText());
      return '';
    });
    texts.push(server.lastText());
    // the first turn warms up
    if (turn > 0) keep('ours', mine);
    for (const [name, contender] of baselines) {
      const round = await contender.round(messages, (index) => texts[index] ?? '');
      if (turn > 0) keep(name, round);
    }
    if (turn > 0) {
      say(
        [...played]
          .map(([name, all]) => `  ${name} ${(all.at(-1)?.cpuPerMessage ?? 0).toFixed(1)} µs`)
          .join(','),
      );
    }
  }
  return played;
}

function versus(
  what: string,
  unit: string,
  name: string,
  ours: readonly Round[],
  theirs: readonly Round[],
  value: (round: Round) => number,
): Omit<Figure, 'target'> {
  const [mine, other] = [ours.map(value), theirs.map(value)];
  return {
    what,
    unit,
    ours: median(mine),
    baseline: { name, value: median(other), ratio: pairedRatio(mine, other) },
  };
}

function p99({ lastMs }: Round): number {
  return percentile(lastMs, 0.99);
}

function noteOf(ours: readonly Round[]): string {
  const bytes = Math.round(mean(ours.map((round) => round.payloadBytes)));
  const published = median(ours.map((round) => round.cpuPerPublished)).toFixed(1);
  return `${bytes} bytes a message; ours ${published} µs when heartbeats are not counted as messages`;
}

function connections(size: string, cost: ReadonlyMap<string, number>): Figure {
  const perSecond = (name: string) => 1e6 / (cost.get(name) ?? Number.NaN);
  return {
    what: `connections per second of CPU, ${size}, session checked`,
    unit: '/s',
    ours: perSecond('ours'),
    baseline: { name: 'Socket.IO without sessions', value: perSecond('Socket.IO') },
    target: ratioAtLeast(0.8),
  };
}
