/**
 * Keeps the best `limit` of the offered players in a heap with the worst on top. Finding fifty of a million
 * costs a million comparisons with that worst one and few moves. `compare` is negative when the first is
 * better.
 */
export class BestFew {
  private readonly heap: number[] = [];

  constructor(
    private readonly limit: number,
    private readonly compare: (a: number, b: number) => number,
  ) {}

  get size(): number {
    return this.heap.length;
  }

  /** The player that the next better one replaces; undefined while the heap is not full. */
  get last(): number | undefined {
    return this.heap.length < this.limit ? undefined : this.heap[0];
  }

  offer(n: number): void {
    const { heap } = this;
    if (heap.length < this.limit) {
      heap.push(n);
      this.rise(heap.length - 1);
      return;
    }
    const worst = heap[0];
    if (worst === undefined || this.compare(n, worst) >= 0) return;
    heap[0] = n;
    this.sink();
  }

  /** The kept players, best first. */
  ordered(): number[] {
    return [...this.heap].sort(this.compare);
  }

  private rise(from: number): void {
    const { heap } = this;
    let child = from;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (this.compare(heap[child] as number, heap[parent] as number) <= 0) return;
      this.swap(child, parent);
      child = parent;
    }
  }

  private sink(): void {
    const { heap } = this;
    let parent = 0;
    for (;;) {
      const left = parent * 2 + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const worse =
        right < heap.length && this.compare(heap[right] as number, heap[left] as number) > 0 ? right : left;
      if (this.compare(heap[worse] as number, heap[parent] as number) <= 0) return;
      this.swap(worse, parent);
      parent = worse;
    }
  }

  private swap(a: number, b: number): void {
    const { heap } = this;
    const held = heap[a] as number;
    heap[a] = heap[b] as number;
    heap[b] = held;
  }
}
