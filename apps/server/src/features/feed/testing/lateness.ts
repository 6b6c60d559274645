import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

const BEAT_MS = 20;

/** The delay of this machine: the longest time that a timer and a query took beyond their due time so far. */
export interface Lateness {
  worstMs(): number;
  stop(): Promise<void>;
}

/** Measures the delay during a test of times: almost nothing on a quiet machine, the tolerance on a busy one. */
export function watchLateness(db: DataSource): Lateness {
  let worst = 0;
  let running = true;
  const beats = (async () => {
    while (running) {
      const due = performance.now() + BEAT_MS;
      await sleep(BEAT_MS);
      await db.query('SELECT 1');
      worst = Math.max(worst, performance.now() - due);
    }
  })();
  return {
    worstMs: () => worst,
    stop: () => {
      running = false;
      return beats;
    },
  };
}
