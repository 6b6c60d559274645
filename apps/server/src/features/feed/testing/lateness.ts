import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

const BEAT_MS = 20;

/** How late this machine is: the most that a timer and a query took beyond their due since this was called. */
export interface Lateness {
  worstMs(): number;
  stop(): Promise<void>;
}

/** Watches it beside a test of times: next to nothing on a quiet machine, what may be forgiven on a busy one. */
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
