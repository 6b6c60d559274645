import { grown } from '../grown.js';
import type { Scope } from '../types.js';
import { ABSENT } from './game-column.js';

export const NO_BANKER = -1;

/**
 * The data of all players, one array for each field, indexed by player number. Arrays are replaced when they
 * grow.
 */
export class PlayerColumns {
  /** Highest number seen, plus one. */
  count = 0;
  /** Score keys by scope; `ABSENT` for players outside the scope. */
  keys: Record<Scope, Int32Array>;
  /** Banker totals of the other weeks. */
  baseBankerPoints: Int32Array;
  baseBankers: Uint16Array;
  /** Index of the game column with this week's banker. */
  bankerColumn: Int16Array;
  /**
   * The first three code units of each name as a number, so that most comparisons need not read the texts.
   */
  namePrefix: Float64Array;
  readonly nameKeys: string[] = [];

  constructor(public capacity: number) {
    this.keys = {
      day: new Int32Array(capacity).fill(ABSENT),
      week: new Int32Array(capacity).fill(ABSENT),
      season: new Int32Array(capacity).fill(ABSENT),
    };
    this.baseBankerPoints = new Int32Array(capacity);
    this.baseBankers = new Uint16Array(capacity);
    this.bankerColumn = new Int16Array(capacity).fill(NO_BANKER);
    this.namePrefix = new Float64Array(capacity);
  }

  /** Makes room for player `n`; returns true when larger arrays replaced the old ones. */
  include(n: number): boolean {
    while (this.nameKeys.length <= n) this.nameKeys.push('');
    if (n >= this.count) this.count = n + 1;
    if (n < this.capacity) return false;
    this.capacity = Math.max(n + 1, this.capacity * 2);
    const { capacity, keys } = this;
    this.keys = {
      day: grown(keys.day, new Int32Array(capacity).fill(ABSENT)),
      week: grown(keys.week, new Int32Array(capacity).fill(ABSENT)),
      season: grown(keys.season, new Int32Array(capacity).fill(ABSENT)),
    };
    this.baseBankerPoints = grown(this.baseBankerPoints, new Int32Array(capacity));
    this.baseBankers = grown(this.baseBankers, new Uint16Array(capacity));
    this.bankerColumn = grown(this.bankerColumn, new Int16Array(capacity).fill(NO_BANKER));
    this.namePrefix = grown(this.namePrefix, new Float64Array(capacity));
    return true;
  }

  /** Returns the score key of player `n`; `ABSENT` also for a number never seen. */
  key(scope: Scope, n: number): number {
    return this.keys[scope][n] ?? ABSENT;
  }

  /** Removes all data of player `n`. */
  clear(n: number): void {
    this.keys.day[n] = ABSENT;
    this.keys.week[n] = ABSENT;
    this.keys.season[n] = ABSENT;
    this.baseBankerPoints[n] = 0;
    this.baseBankers[n] = 0;
    this.bankerColumn[n] = NO_BANKER;
    this.setName(n, '');
  }

  setName(n: number, key: string): void {
    this.nameKeys[n] = key;
    this.namePrefix[n] = (unit(key, 0) * 0x10000 + unit(key, 1)) * 0x10000 + unit(key, 2);
  }
}

function unit(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : 0;
}
