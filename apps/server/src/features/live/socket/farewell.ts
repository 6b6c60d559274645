import { setTimeout as sleep } from 'node:timers/promises';
import type { FrameAdapter } from './frame.adapter.js';
import type { LiveSocket } from './live-socket.js';
import { eventMessage } from './message.js';

const SOONEST_MS = 250;
/** Time over which clients return, per client (ms): a node can accept that many without a queue. */
const SPREAD_MS_PER_CLIENT = 0.4;
const SHORTEST_SPREAD_MS = 1_000;
const LONGEST_SPREAD_MS = 10_000;
const STEPS = 32;

/** Time for the last bytes to be sent (ms). */
const FLUSH_MS = 500;
const FLUSH_STEP_MS = 10;

/** Different delays, so that all clients of a node do not return at once. */
export function returnTimes(clients: number, random: () => number = Math.random): number[] {
  const spread = Math.min(LONGEST_SPREAD_MS, Math.max(SHORTEST_SPREAD_MS, clients * SPREAD_MS_PER_CLIENT));
  return Array.from({ length: STEPS }, (_, step) =>
    Math.round(SOONEST_MS + (spread * (step + random())) / STEPS),
  );
}

/** Sends `bye` to all sockets and closes them once it has been sent, or after half a second. */
export async function sayGoodbye(sockets: readonly LiveSocket[], adapter: FrameAdapter): Promise<void> {
  const byes = returnTimes(sockets.length).map((retryAfterMs) =>
    eventMessage('bye', JSON.stringify({ retryAfterMs })),
  );
  sockets.forEach((socket, index) => {
    const bye = byes[index % byes.length];
    if (bye !== undefined && socket.lag === null) adapter.send(socket, bye);
  });
  const until = performance.now() + FLUSH_MS;
  while (performance.now() < until && sockets.some(hasUnsent)) await sleep(FLUSH_STEP_MS);
  for (const socket of sockets) {
    if (socket.lag === null) socket.conn.close();
    else socket.tcp.destroy();
  }
}

function hasUnsent(socket: LiveSocket): boolean {
  return socket.lag === null && socket.tcp.writableLength > 0 && !socket.tcp.destroyed;
}
