import { BoundedMap } from './bounded-map.js';

interface Entry<T> {
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
  private readonly entries: BoundedMap<string, Entry<T>>;

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
