import { setTimeout as pause } from 'node:timers/promises';

const LOOK_MS = 200;

/**
 * Waits until the question finds nothing missing.
 * @returns what is missing when the time is over; null when all is well
 */
export async function settled(
  withinMs: number,
  missing: () => Promise<string | null>,
): Promise<string | null> {
  const end = performance.now() + withinMs;
  for (;;) {
    // services may be down: a failed query counts as no answer yet
    const answer = await missing().catch((error: unknown) => String(error));
    if (answer === null || performance.now() > end) return answer;
    await pause(LOOK_MS);
  }
}
