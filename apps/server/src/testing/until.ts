import { setTimeout as wait } from 'node:timers/promises';

/**
 * Repeats a query until its result is neither false nor undefined nor null.
 * @throws when the query throws, or after `limitMs`
 */
export async function until<T>(
  question: () => T | Promise<T>,
  limitMs = 15_000,
): Promise<Exclude<T, false | null | undefined>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await question();
    if (answer !== false && answer !== undefined && answer !== null) {
      return answer as Exclude<T, false | null | undefined>;
    }
    if (Date.now() > end) throw new Error(`still ${String(answer)} after ${limitMs} ms`);
    await wait(20);
  }
}
