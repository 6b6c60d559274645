import type { Scope } from '../types.js';

/** Presence bits. */
export const HAS_WEEK_CARD = 1;
export const HAS_ANY_CARD = 2;

export const NO_BANKER = -1;

/** The bit of who stands in a scope. */
export function presenceBit(scope: Scope): number {
  return scope === 'season' ? HAS_ANY_CARD : HAS_WEEK_CARD;
}

/** What is known of every player, one array a field, indexed by the player's number. Arrays are replaced when they grow. */
export class PlayerColumns {
  /** Highest number seen, plus one. */
  count = 0;
  presence: Uint8Array;
  /** Score keys by scope. */
  keys: Record<Scope, Int32Array>;
  /** Banker totals of the other weeks. */
  baseBankerPoints: Int32Array;
  baseBankers: Uint16Array;
  /** Index of the game column that holds this week's banker. */
  bankerColumn: Int16Array;
  /** The names' first three code units as a number, so that most comparisons need not touch the texts. */
  namePrefix: Float64Array;
  readonly nameKeys: string[] = [];

  constructor(public capacity: number) {
    this.presence = new Uint8Array(capacity);
    this.keys = {
      day: new Int32Array(capacity),
      week: new Int32Array(capacity),
      season: new Int32Array(capacity),
    };
    this.baseBankerPoints = new Int32Array(capacity);
    this.baseBankers = new Uint16Array(capacity);
    this.bankerColumn = new Int16Array(capacity).fill(NO_BANKER);
    this.namePrefix = new Float64Array(capacity);
  }

  /** Makes room for player `n`; true when the arrays were replaced by larger ones. */
  include(n: number): boolean {
    while (this.nameKeys.length <= n) this.nameKeys.push('');
    if (n >= this.count) this.count = n + 1;
    if (n < this.capacity) return false;
    this.capacity = Math.max(n + 1, this.capacity * 2);
    const { capacity } = this;
    this.presence = grown(this.presence, new Uint8Array(capacity));
    this.keys = {
      day: grown(this.keys.day, new Int32Array(capacity)),
      week: grown(this.keys.week, new Int32Array(capacity)),
      season: grown(this.keys.season, new Int32Array(capacity)),
    };
    this.baseBankerPoints = grown(this.baseBankerPoints, new Int32Array(capacity));
    this.baseBankers = grown(this.baseBankers, new Uint16Array(capacity));
    this.bankerColumn = grown(this.bankerColumn, new Int16Array(capacity).fill(NO_BANKER));
    this.namePrefix = grown(this.namePrefix, new Float64Array(capacity));
    return true;
  }

  /** Forgets everything of player `n`. */
  clear(n: number): void {
    this.presence[n] = 0;
    this.keys.day[n] = 0;
    this.keys.week[n] = 0;
    this.keys.season[n] = 0;
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

/** The larger array with the smaller one's values at its start. */
export function grown<T extends { set(values: T): void }>(from: T, into: T): T {
  into.set(from);
  return into;
}

function unit(text: string, index: number): number {
  return index < text.length ? text.charCodeAt(index) : 0;
}
