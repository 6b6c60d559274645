const TICK_MS = 250;
const LONGEST_MS = 30_000;
const SLOTS = LONGEST_MS / TICK_MS + 2;

/** A place in the wheel; deleting the item from it cancels its time. */
export type Slot<T> = Set<T>;

/** Deadlines of up to 30 s for many thousands of things: setting and cancelling one costs a set operation. */
export class TimerWheel<T> {
  readonly #slots: readonly Slot<T>[] = Array.from({ length: SLOTS }, () => new Set<T>());
  #at = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(private readonly due: (items: readonly T[]) => void) {}

  start(): void {
    this.#timer = setInterval(() => this.tick(), TICK_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  /** The item is due after `ms`, up to one tick late. */
  add(item: T, ms: number): Slot<T> {
    const ticks = Math.min(SLOTS - 1, Math.ceil(ms / TICK_MS) + 1);
    const slot = this.#slot(this.#at + ticks);
    slot.add(item);
    return slot;
  }

  tick(): void {
    this.#at = (this.#at + 1) % SLOTS;
    const slot = this.#slot(this.#at);
    if (slot.size === 0) return;
    const items = [...slot];
    slot.clear();
    this.due(items);
  }

  #slot(index: number): Slot<T> {
    const slot = this.#slots[index % SLOTS];
    if (slot === undefined) throw new RangeError(`no slot ${index}`);
    return slot;
  }
}
