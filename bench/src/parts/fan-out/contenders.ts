import type { Baseline } from '../../baselines/baseline.js';
import { nchanMissing, startNchan } from '../../baselines/nchan.js';
import { startNodeBaseline } from '../../baselines/node-baseline.js';
import { cpuMicroseconds } from '../../harness/cpu.js';
import { Loadgen, type LoadOptions } from '../../harness/loadgen.js';
import type { Scratch } from '../../harness/scratch.js';
import type { Deployment } from '../../system/deployment.js';
import { type LiveServer, liveServer } from '../../system/live-server.js';
import { Contender } from './contender.js';

export const SOCKET_IO_PATH = '/socket.io/?EIO=4&transport=websocket';

/** All servers of one comparison, each with the same number of clients. */
export interface Contenders {
  readonly ours: Contender;
  readonly server: LiveServer;
  readonly baselines: ReadonlyMap<BaselineName, Contender>;
  /** CPU of the server per connection that was opened, in microseconds. */
  readonly connectCost: ReadonlyMap<string, number>;
}
export type BaselineName = 'ws' | 'Socket.IO' | 'Nchan';

/** Starts the servers and connects `clients` clients to each. */
export async function startContenders(
  scratch: Scratch,
  deployment: Deployment,
  clients: number,
  say: (line: string) => void,
): Promise<Contenders> {
  const { origin, cookieFile, league } = deployment;
  const connectCost = new Map<string, number>();
  const enter = async (
    server: Baseline,
    options: Pick<LoadOptions, 'mode' | 'cookies' | 'origin' | 'league'>,
  ) => {
    const { port, path, pid, name } = server;
    const load = scratch.keep(await Loadgen.start({ port, path, clients, ...options }));
    const before = await cpuMicroseconds(pid);
    await load.connect();
    connectCost.set(name, ((await cpuMicroseconds(pid)) - before) / clients);
    const { refusals } = await load.subscribe();
    if (refusals > 0) say(`  ${name} was too busy for ${refusals} subscriptions at first`);
    return new Contender(server, load);
  };
  const baselines = new Map<BaselineName, Contender>();
  const ws = scratch.keep(await startNodeBaseline('ws', 'raw-ws', '/'));
  baselines.set('ws', await enter(ws, { mode: 'ws' }));
  const socketIo = scratch.keep(await startNodeBaseline('Socket.IO', 'socket-io', SOCKET_IO_PATH));
  baselines.set('Socket.IO', await enter(socketIo, { mode: 'socket-io' }));
  const missing = nchanMissing();
  if (missing === null) {
    const nchan = scratch.keep(await startNchan('websocket', await scratch.folder()));
    baselines.set('Nchan', await enter(nchan, { mode: 'ws' }));
  } else {
    say(`NOT COMPARED with Nchan: ${missing}`);
  }
  const server = await liveServer(scratch, deployment, SOCKET_IO_PATH);
  const ours = await enter(server, { mode: 'socket-io', cookies: cookieFile, origin, league });
  return { ours, server, baselines, connectCost };
}
