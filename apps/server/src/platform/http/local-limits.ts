import { BoundedMap } from '../cache/bounded-map.js';
import type { Limit } from './rate-limit.js';

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Beyond this number of keys the least recently used one is dropped, so that clients cannot fill the memory. */
const MOST_KEYS = 50_000;

/**
 * Limits counted per node, for requests that are too frequent for a database write each. With n nodes, a client can
 * make up to n times as many requests.
 */
export class LocalLimits {
  private readonly windows: BoundedMap<string, Window>;

  constructor(mostKeys = MOST_KEYS) {
    this.windows = new BoundedMap({ entries: mostKeys });
  }

  /**
   * Counts one hit.
   * @param now milliseconds of a monotonic clock
   * @returns null within the limit, otherwise the seconds until the window ends
   */
  take({ what, hits, windowSeconds }: Limit, of: string, now = performance.now()): number | null {
    const key = `${what}:${of}`;
    let window = this.windows.get(key);
    if (window === undefined || window.endsAt <= now) {
      window = { hits: 0, endsAt: now + windowSeconds * 1000 };
      this.windows.set(key, window);
    }
    window.hits += 1;
    return window.hits > hits ? Math.ceil((window.endsAt - now) / 1000) : null;
  }

  get size(): number {
    return this.windows.size;
  }
}
