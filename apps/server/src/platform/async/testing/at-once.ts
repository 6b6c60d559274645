import type { Steps } from '../time-sliced.js';

/** Runs time-sliced work to its end without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
