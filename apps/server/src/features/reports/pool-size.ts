/** Tasks of a queue that one process runs at a time. */
export const MOST_WORKERS = 6;
export const LEAST_WORKERS = 1;
/** With nothing waiting for so long, one worker fewer. */
export const SHRINK_AFTER_MS = 3_000;

export interface PoolState {
  readonly size: number;
  /** Since when fewer would have done; null = all are needed. */
  readonly idleSince: number | null;
}

export const SMALLEST_POOL: PoolState = { size: LEAST_WORKERS, idleSince: null };

/**
 * How many workers a queue should have: as many as there is work for, at once; fewer only when they were not needed for a
 * while, one at a time, so that a short pause does not cost the pool.
 */
export function resized(
  { size, idleSince }: PoolState,
  { waiting, running, now }: { waiting: number; running: number; now: number },
): PoolState {
  const wanted = Math.min(MOST_WORKERS, Math.max(LEAST_WORKERS, waiting + running));
  if (wanted > size) return { size: wanted, idleSince: null };
  if (wanted === size) return { size, idleSince: null };
  if (idleSince === null) return { size, idleSince: now };
  if (now - idleSince < SHRINK_AFTER_MS) return { size, idleSince };
  return { size: size - 1, idleSince: now };
}
