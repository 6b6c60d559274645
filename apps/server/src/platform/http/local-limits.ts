import { BoundedMap } from '../cache/bounded-map.js';
import type { Limit } from './rate-limit.js';

interface Window {
  hits: number;
  readonly endsAt: number;
}

/** Beyond so many the key that was quiet for longest is forgotten: what clients send never fills the memory. */
const MOST_KEYS = 50_000;

/**
 * Limits that one node counts for itself, for requests that are too frequent to cost a database write each. With n
 * nodes a client has up to n times as much.
 */
export class LocalLimits {
  private readonly windows: BoundedMap<string, Window>;

  constructor(mostKeys = MOST_KEYS) {
    this.windows = new BoundedMap({ entries: mostKeys });
  }

  /**
   * Counts one hit.
   * @param now milliseconds of a clock that never jumps
   * @returns null when it is within the limit, else the seconds until the window ends
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
