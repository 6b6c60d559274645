/** Limits of a map. */
interface Bounds<K, V> {
  readonly entries: number;
  /** Total size of all keys and values in bytes; needs `sizeOf`. */
  readonly bytes?: number;
  sizeOf?(key: K, value: V): number;
  /** Entries set longer ago than this count as absent. */
  readonly ttlMs?: number;
}

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
  readonly setAt: number;
}

/** A map with limits: beyond them it drops the least recently used entry. Use it wherever keys come from outside. */
export class BoundedMap<K, V> {
  private readonly byKey = new Map<K, Entry<V>>();
  private weight = 0;

  constructor(private readonly bounds: Bounds<K, V>) {}

  get size(): number {
    return this.byKey.size;
  }

  /** Total size of all entries, as `sizeOf` counts it. */
  get bytes(): number {
    return this.weight;
  }

  /** Returns the key's value, and marks it as used now. */
  get(key: K): V | undefined {
    const entry = this.byKey.get(key);
    if (entry === undefined) return undefined;
    if (this.expired(entry)) {
      this.delete(key);
      return undefined;
    }
    this.byKey.delete(key);
    this.byKey.set(key, entry);
    return entry.value;
  }

  set(key: K, value: V): void {
    this.delete(key);
    const bytes = this.bounds.sizeOf?.(key, value) ?? 0;
    this.byKey.set(key, { value, bytes, setAt: performance.now() });
    this.weight += bytes;
    const most = this.bounds.bytes ?? Number.POSITIVE_INFINITY;
    for (const oldest of this.byKey.keys()) {
      if (this.byKey.size <= this.bounds.entries && this.weight <= most) break;
      this.delete(oldest);
    }
  }

  delete(key: K): boolean {
    const entry = this.byKey.get(key);
    if (entry === undefined) return false;
    this.weight -= entry.bytes;
    return this.byKey.delete(key);
  }

  /** Iterates over keys and values, the least recently used first. Entries may be deleted during the iteration. */
  *[Symbol.iterator](): Generator<[K, V]> {
    for (const [key, entry] of this.byKey) if (!this.expired(entry)) yield [key, entry.value];
  }

  private expired({ setAt }: Entry<V>): boolean {
    const { ttlMs } = this.bounds;
    return ttlMs !== undefined && performance.now() - setAt > ttlMs;
  }
}

interface TaggedValue<T> {
  readonly tag: string;
  readonly value: Promise<T>;
  readonly bytes: number;
}

/** How much memory the values may take. */
interface Room<T> {
  /** Of all values together. */
  readonly bytes: number;
  sizeOf(value: T): number;
}

/** LRU cache of promises. An entry is reused only while its tag is unchanged. */
export class TaggedCache<T> {
  private readonly entries: BoundedMap<string, TaggedValue<T>>;

  /** @param entries maximum number of entries */
  constructor(
    entries: number,
    private readonly room: Room<T> | null = null,
  ) {
    this.entries = new BoundedMap({
      entries,
      ...(room === null ? {} : { bytes: room.bytes, sizeOf: (_, { bytes }) => bytes }),
    });
  }

  /**
   * Returns the cached value, or computes it.
   * @param tag identifies the state that the value depends on; a value with another tag is computed again
   * @param work computes the value; a failure is not cached
   */
  get(key: string, tag: string, work: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key);
    if (known?.tag === tag) return known.value;
    const entry = { tag, value: work(), bytes: 0 };
    this.entries.set(key, entry);
    void entry.value.then(
      (value) => {
        const { room } = this;
        if (room !== null && this.entries.get(key) === entry)
          // a value that fills the room alone is kept, too
          this.entries.set(key, { ...entry, bytes: Math.min(room.bytes, room.sizeOf(value)) });
      },
      () => {
        if (this.entries.get(key) === entry) this.entries.delete(key);
      },
    );
    return entry.value;
  }
}

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
