import { BoundedMap } from './bounded-map.js';

interface Entry<T> {
  readonly tag: string;
  readonly value: Promise<T>;
}

/** Work that is done once a state: keeps the latest answer for each of some keys; who is asked least recently goes. */
export class TaggedCache<T> {
  private readonly entries: BoundedMap<string, Entry<T>>;

  /** @param entries how many answers it keeps */
  constructor(entries: number) {
    this.entries = new BoundedMap({ entries });
  }

  /**
   * @param tag names the state; another one than before means that the answer is worked out anew
   * @param work its failure is not kept
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
