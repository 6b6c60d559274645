import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the range of ephemeral ports, which the system assigns to listeners and outgoing connections. */
const LOWEST = 10_000;
const HIGHEST = 32_000;
const TRIES = 50;

/** Returns a port that was free a moment ago, and that a server can release and bind again. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (await isFree(port)) return port;
  }
  throw new Error('no free port');
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, '127.0.0.1');
    await once(probe, 'listening');
  } catch {
    return false;
  }
  probe.close();
  await once(probe, 'close');
  return true;
}
