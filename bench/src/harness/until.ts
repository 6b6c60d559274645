import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MS = 20;

/** Waits until the question is answered by something other than null or false. @throws Error after `withinMs` */
export async function until<T>(
  what: string,
  withinMs: number,
  question: () => Promise<T | null | false>,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const answer = await question();
    if (answer !== null && answer !== false) return answer;
    if (performance.now() > end) throw new Error(`${what}: not within ${withinMs} ms`);
    await sleep(STEP_MS);
  }
}
