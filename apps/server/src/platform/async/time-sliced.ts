import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work that may be interrupted at every `yield`. Data that it reads must not change during an interruption. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Length of a slice in ms. A frame waits at most this long, plus one step. */
const STRETCH_MS = 5;

/**
 * Runs long work in slices of 5 ms, so that frames and answers are sent in between.
 * @param now a monotonic clock in milliseconds
 */
export async function timeSliced<T>(
  steps: Steps<T>,
  now: () => number = () => performance.now(),
): Promise<T> {
  let since = now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (now() - since < STRETCH_MS) continue;
    await nextTurn();
    since = now();
  }
}
