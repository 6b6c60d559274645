import { once } from 'node:events';
import WebSocket from 'ws';
import type { Child } from './child.js';

const START_WITHIN_MS = 10_000;

/** Node arguments that let `collectGarbage` in. */
export const INSPECTABLE = '--inspect=127.0.0.1:0';

/** Where the inspector of an `INSPECTABLE` process listens. */
export async function inspectorOf(child: Child): Promise<string> {
  return (await child.line(/^Debugger listening on (ws:\S+)$/, START_WITHIN_MS))[1] ?? '';
}

/** Has a Node process that was started `INSPECTABLE` collect its garbage. @param url as it printed it */
export async function collectGarbage(url: string): Promise<void> {
  const inspector = new WebSocket(url);
  await once(inspector, 'open');
  try {
    for (const id of [1, 2]) {
      const answered = once(inspector, 'message');
      inspector.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
      await answered;
    }
  } finally {
    inspector.terminate();
  }
}
