import { BoundedMap } from './bounded-map.js';

interface Entry<T> {
  readonly tag: string;
  readonly value: Promise<T>;
}

/** LRU cache of promises. An entry is reused only while its tag is unchanged. */
export class TaggedCache<T> {
  private readonly entries: BoundedMap<string, Entry<T>>;

  /** @param entries maximum number of entries */
  constructor(entries: number) {
    this.entries = new BoundedMap({ entries });
  }

  /**
   * Returns the cached value, or computes it.
   * @param tag identifies the state that the value depends on; a value with another tag is computed again
   * @param work computes the value; a failure is not cached
   */
  get(key: string, tag: string, work: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key);
    const entry = known?.tag === tag ? known : { tag, value: work() };
    this.entries.set(key, entry);
    entry.value.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return entry.value;
  }
}
