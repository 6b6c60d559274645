import { setTimeout as wait } from 'node:timers/promises';

const LIMIT_MS = 60_000;
const LOOK_MS = 25;

/** Waits for a condition. @throws naming it when it does not hold within a minute */
export async function waitUntil(what: string, holds: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + LIMIT_MS;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`still waiting: ${what}`);
    await wait(LOOK_MS);
  }
}
