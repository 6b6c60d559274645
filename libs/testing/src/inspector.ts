import { once } from 'node:events';
import WebSocket from 'ws';
import { z } from 'zod';

/** Node argument that enables `collectGarbage`. */
export const INSPECTABLE = '--inspect=127.0.0.1:0';
/** The line in which an `INSPECTABLE` process prints the address of its inspector. */
export const INSPECTOR = /^Debugger listening on (ws:\S+)$/m;

const ANSWERS_WITHIN_MS = 30_000;

const answerSchema = z.object({ id: z.number(), result: z.looseObject({}) });
const heapSchema = z.object({ usedSize: z.number() });

/** Makes a Node process started with `INSPECTABLE` collect its garbage. @param url the printed address */
export async function collectGarbage(url: string): Promise<void> {
  await ask(url, ['HeapProfiler.collectGarbage', 'HeapProfiler.collectGarbage']);
}

/** Returns the bytes of heap in use after a garbage collection. @param url the printed address */
export async function heapBytes(url: string): Promise<number> {
  const [, , usage] = await ask(url, [
    'HeapProfiler.collectGarbage',
    'HeapProfiler.collectGarbage',
    'Runtime.getHeapUsage',
  ]);
  return heapSchema.parse(usage).usedSize;
}

/** @throws Error when the process does not answer in time, or ends before */
async function ask(url: string, methods: readonly string[]): Promise<unknown[]> {
  const inspector = new WebSocket(url);
  const over = new AbortController();
  const late = setTimeout(() => over.abort(), ANSWERS_WITHIN_MS);
  inspector.on('error', () => undefined);
  inspector.once('close', () => over.abort());
  const next = (event: string): Promise<unknown[]> => once(inspector, event, { signal: over.signal });
  try {
    await next('open');
    const results: unknown[] = [];
    for (const [id, method] of methods.entries()) {
      const answered = next('message');
      inspector.send(JSON.stringify({ id, method }));
      const [message] = await answered;
      results.push(answerSchema.parse(JSON.parse(String(message))).result);
    }
    return results;
  } finally {
    clearTimeout(late);
    inspector.terminate();
  }
}
