import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work that may be interrupted wherever it yields, as often as it likes. What it reads must not change meanwhile. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Work goes on for this long before others get a turn; a frame waits no longer than this and one step. */
const STRETCH_MS = 5;

/**
 * Does long work a stretch at a time, so that frames and answers go out in between.
 * @param now milliseconds of a clock that never goes back
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
