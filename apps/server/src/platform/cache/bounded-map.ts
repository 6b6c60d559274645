/** Limits of a map. */
export interface Bounds<K, V> {
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
