import { once } from 'node:events';
import WebSocket from 'ws';
import { z } from 'zod';

/** Node arguments that let `collectGarbage` in. */
export const INSPECTABLE = '--inspect=127.0.0.1:0';
/** What an `INSPECTABLE` process prints: where its inspector listens. */
export const INSPECTOR = /^Debugger listening on (ws:\S+)$/m;

const ANSWERS_WITHIN_MS = 30_000;

const answerSchema = z.object({ id: z.number(), result: z.looseObject({}) });
const heapSchema = z.object({ usedSize: z.number() });

/** Has a Node process that was started `INSPECTABLE` collect its garbage. @param url as it printed it */
export async function collectGarbage(url: string): Promise<void> {
  await ask(url, ['HeapProfiler.collectGarbage', 'HeapProfiler.collectGarbage']);
}

/** Bytes of the heap that are still in use after garbage was collected. @param url as it printed it */
export async function heapBytes(url: string): Promise<number> {
  const [, , usage] = await ask(url, [
    'HeapProfiler.collectGarbage',
    'HeapProfiler.collectGarbage',
    'Runtime.getHeapUsage',
  ]);
  return heapSchema.parse(usage).usedSize;
}

/** @throws Error when the process does not answer in time, or ends meanwhile */
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
