import { BoundedMap } from './bounded-map.js';

/** Up to this number a count is made each time, so that it is exact. */
const EXACT_UP_TO = 1_000;
const KEPT_MS = 10_000;
const ENTRIES = 100;

/**
 * Numbers of rows. PostgreSQL counts by reading every row, which a page of a hundred rows must not wait for: a large
 * count is kept for ten seconds.
 */
export class RecentCounts {
  private readonly kept = new BoundedMap<string, number>({ entries: ENTRIES, ttlMs: KEPT_MS });

  /** @param key what is counted @param count counts it */
  async of(key: string, count: () => Promise<number>): Promise<number> {
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const counted = await count();
    if (counted > EXACT_UP_TO) this.kept.set(key, counted);
    return counted;
  }
}
