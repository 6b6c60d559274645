/** What bounds a map. */
export interface Bounds<K, V> {
  readonly entries: number;
  /** Together with `sizeOf`: how much all keys and values may weigh. */
  readonly bytes?: number;
  sizeOf?(key: K, value: V): number;
  /** Entries that were set longer ago count as absent. */
  readonly ttlMs?: number;
}

interface Entry<V> {
  readonly value: V;
  readonly bytes: number;
  readonly setAt: number;
}

/**
 * A map that cannot outgrow its bounds: beyond them the entry that was used least recently goes. For whatever is kept by
 * a key that comes from outside.
 */
export class BoundedMap<K, V> {
  private readonly byKey = new Map<K, Entry<V>>();
  private weight = 0;

  constructor(private readonly bounds: Bounds<K, V>) {}

  get size(): number {
    return this.byKey.size;
  }

  /** The weight of all entries, as `sizeOf` counts it. */
  get bytes(): number {
    return this.weight;
  }

  /** The value of the key, which counts as used now. */
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

  /** Keys and values, the least recently used first. Entries may be deleted meanwhile. */
  *[Symbol.iterator](): Generator<[K, V]> {
    for (const [key, entry] of this.byKey) if (!this.expired(entry)) yield [key, entry.value];
  }

  private expired({ setAt }: Entry<V>): boolean {
    const { ttlMs } = this.bounds;
    return ttlMs !== undefined && performance.now() - setAt > ttlMs;
  }
}
