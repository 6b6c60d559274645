import { setTimeout as sleep } from 'node:timers/promises';
import { collectGarbage, INSPECTABLE } from '@sunday-live/testing';
import { SOCKET_IO_PATH } from '../baselines/node-baseline.js';
import { Child, inspectorOf, SERVER_CORE } from '../harness/child.js';
import { memoryBytes } from '../harness/cpu.js';
import { Loadgen, type LoadOptions } from '../harness/loadgen.js';
import { Scratch } from '../harness/scratch.js';
import { atMost, type Figure } from '../report/figure.js';
import { deploy } from '../system/deployment.js';
import type { ServerProcess } from '../system/server-process.js';
import type { Part } from './part.js';

const PLAYERS = 100;
const CLIENTS = 10_000;
const QUICK_CLIENTS = 2_000;
const START_WITHIN_MS = 10_000;
/** Longer than the subscriptions' traces live: timers, buffers, the first heartbeats. */
const SETTLE_MS = 12_000;

interface Inspected {
  readonly pid: number;
  readonly inspectorUrl: string;
}

/** What an open connection that waits for the next score costs. */
export const memoryPart: Part = {
  name: 'memory',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const clients = quick ? QUICK_CLIENTS : CLIENTS;
      const named = clients.toLocaleString('en-US');
      say(`memory: ${named} idle connections`);
      const {
        web,
        cookieFile: cookies,
        origin,
        league,
      } = await deploy(scratch, {
        players: PLAYERS,
        cards: PLAYERS,
        pollMs: 60_000,
        inspectable: true,
      });
      const measure = (server: Inspected, options: Omit<LoadOptions, 'clients'>) =>
        perConnection(scratch, server, { ...options, clients });
      const ours = await measure(await inspected(web), {
        mode: 'socket-io',
        port: web.port,
        path: SOCKET_IO_PATH,
        cookies,
        origin,
        league,
      });
      const ws = await startInspected(scratch, 'raw-ws');
      const socketIo = await startInspected(scratch, 'socket-io');
      const theirs = await measure(ws, { mode: 'ws', port: ws.port, path: '/' });
      const socketIos = await measure(socketIo, {
        mode: 'socket-io',
        port: socketIo.port,
        path: SOCKET_IO_PATH,
      });
      const figure = { what: `memory per idle connection at ${named}`, unit: 'KiB', ours };
      return [
        { ...figure, baseline: { name: 'ws', value: theirs }, target: atMost(12) },
        { ...figure, baseline: { name: 'Socket.IO', value: socketIos }, target: null },
      ] satisfies Figure[];
    }),
};

/** KiB that the process grows by for each connection, garbage collected before and after. */
async function perConnection(scratch: Scratch, server: Inspected, options: LoadOptions): Promise<number> {
  await collectGarbage(server.inspectorUrl);
  const before = await memoryBytes(server.pid);
  const load = scratch.keep(await Loadgen.start(options));
  await load.connect();
  await load.subscribe();
  await sleep(SETTLE_MS);
  await collectGarbage(server.inspectorUrl);
  const after = await memoryBytes(server.pid);
  await load.stop();
  return (after - before) / options.clients / 1_024;
}

async function startInspected(
  scratch: Scratch,
  file: string,
): Promise<Inspected & { readonly port: number }> {
  const program = new URL(`../baselines/${file}.server.js`, import.meta.url).pathname;
  const child = scratch.keep(
    await Child.start({
      command: process.execPath,
      args: [INSPECTABLE, program],
      core: SERVER_CORE,
      ipc: true,
    }),
  );
  const port = Number((await child.line(/^listening on (\d+)$/, START_WITHIN_MS))[1]);
  return { pid: child.pid, port, inspectorUrl: await inspectorOf(child) };
}

async function inspected({ pid, inspector }: ServerProcess): Promise<Inspected> {
  return { pid, inspectorUrl: await inspector() };
}
