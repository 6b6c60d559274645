import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below what the system hands out by itself, to listeners and to outgoing connections alike. */
const LOWEST = 10_000;
const HIGHEST = 32_000;
const TRIES = 50;

/** A port that was free a moment ago, and that a server can leave and come back to. */
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
