import { z } from 'zod';
import { Child, SERVER_CORE } from '../harness/child.js';
import { type Baseline, microseconds } from './baseline.js';

/** Path for Socket.IO clients with the WebSocket transport. */
export const SOCKET_IO_PATH = '/socket.io/?EIO=4&transport=websocket';

const START_WITHIN_MS = 10_000;

const publishSchema = z.object({ publish: z.string() });

/** Runs in a baseline's process: prints its port and publishes the lines it receives. */
export function serveBaseline(port: number, publish: (text: string) => void): void {
  process.on('message', (message) => publish(publishSchema.parse(message).publish));
  process.on('disconnect', () => process.exit(0));
  console.log(`listening on ${port}`);
}

/** Starts one of the `*.server.js` beside this file on the server's core. */
export async function startNodeBaseline(name: string, file: string, path: string): Promise<Baseline> {
  const program = new URL(`./${file}.server.js`, import.meta.url).pathname;
  const child = await Child.start({
    command: process.execPath,
    args: [program],
    core: SERVER_CORE,
    ipc: true,
  });
  const port = Number((await child.line(/^listening on (\d+)$/, START_WITHIN_MS))[1]);
  return {
    name,
    pid: child.pid,
    port,
    path,
    publish: async (text) => {
      const at = microseconds();
      child.send({ publish: text });
      return at;
    },
    stop: () => child.stop(),
  };
}
