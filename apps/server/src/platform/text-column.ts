const START = 64;
const START_BYTES = 1024;
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Position of a text that is not there. */
const NONE = 0;

/**
 * Texts by position in one buffer. A text costs its bytes and eight more; a string costs about forty, and the garbage
 * collector visits it. A text that is not set is empty.
 */
export class TextColumn {
  private bytes = Buffer.allocUnsafeSlow(START_BYTES);
  private used = 0;
  private starts = new Uint32Array(START);
  private ends = new Uint32Array(START);
  /** Positions in the order of their bytes, made when a search needs it. */
  private order: Uint32Array | null = null;

  /** Replaces the text at a position. */
  set(position: number, text: string): void {
    if (position >= this.starts.length) this.grow(position);
    const length = Buffer.byteLength(text);
    if (this.used + length > this.bytes.length) this.makeRoom(position, length);
    this.starts[position] = this.used;
    this.used += this.bytes.write(text, this.used);
    this.ends[position] = this.used;
    this.order = null;
  }

  get(position: number): string {
    return this.bytes.toString('utf8', this.starts[position] ?? 0, this.ends[position] ?? 0);
  }

  /** Returns true for the text at a position. An empty text is at no position. */
  is(position: number, text: Buffer): boolean {
    const begin = this.starts[position] ?? 0;
    const end = this.ends[position] ?? 0;
    return text.length > 0 && this.bytes.compare(text, 0, text.length, begin, end) === 0;
  }

  /** Returns a hash of the text at a position; 0 for an empty one. */
  hash(position: number): number {
    return hash(this.bytes, this.starts[position] ?? 0, this.ends[position] ?? 0);
  }

  /** Size of the buffer. */
  get byteLength(): number {
    return this.bytes.length;
  }

  /** Returns a column that continues this one, which must not change any more. The bytes are shared. */
  successor(): TextColumn {
    const copy = new TextColumn();
    copy.bytes = this.bytes;
    copy.used = this.used;
    copy.starts = this.starts.slice();
    copy.ends = this.ends.slice();
    return copy;
  }

  /** Returns 1 for each position whose text contains `part`, for positions below `count`. Every text contains an empty part. */
  containing(part: string, count: number): Uint8Array {
    const found = new Uint8Array(count);
    const wanted = Buffer.from(part);
    if (wanted.length === 0) return found.fill(1);
    const order = this.inOrder();
    const { bytes, starts, ends, used } = this;
    let next = 0;
    for (let at = bytes.indexOf(wanted); at !== -1 && at < used; ) {
      while (next < order.length && (ends[order[next] as number] as number) <= at) next += 1;
      const position = order[next];
      if (position === undefined) break;
      const begin = starts[position] as number;
      const end = ends[position] as number;
      const whole = begin <= at && at + wanted.length <= end;
      if (whole && position < count) found[position] = 1;
      at = bytes.indexOf(wanted, whole ? end : at + 1);
    }
    return found;
  }

  /** Positions with a text in the order of their bytes. */
  private inOrder(): Uint32Array {
    if (this.order !== null) return this.order;
    const { starts, ends } = this;
    const keys = new Float64Array(starts.length);
    let count = 0;
    for (let position = 0; position < starts.length; position += 1) {
      if (starts[position] === ends[position]) continue;
      keys[count] = (starts[position] as number) * starts.length + position;
      count += 1;
    }
    const sorted = keys.subarray(0, count).sort();
    this.order = Uint32Array.from(sorted, (key) => key % starts.length);
    return this.order;
  }

  private grow(position: number): void {
    const length = Math.max(position + 1, 2 * this.starts.length);
    const [starts, ends] = [new Uint32Array(length), new Uint32Array(length)];
    starts.set(this.starts);
    ends.set(this.ends);
    this.starts = starts;
    this.ends = ends;
  }

  /** Copies the texts that are still used into a new buffer. @param except position of a text that is replaced */
  private makeRoom(except: number, length: number): void {
    this.starts[except] = NONE;
    this.ends[except] = NONE;
    this.order = null;
    const order = this.inOrder();
    let kept = 0;
    for (const position of order) kept += (this.ends[position] as number) - (this.starts[position] as number);
    const bytes = Buffer.allocUnsafeSlow(2 * (kept + length));
    let at = 0;
    for (const position of order) {
      const begin = at;
      at += this.bytes.copy(bytes, at, this.starts[position], this.ends[position]);
      this.starts[position] = begin;
      this.ends[position] = at;
    }
    this.bytes = bytes;
    this.used = at;
    this.order = null;
  }
}

/** Finds the position of a text in a column whose texts are unique. */
export class TextIndex {
  /** Position plus one by hash; 0: free. The position of a text that has changed stays, and no longer matches. */
  private table = new Int32Array(2 * START);
  private taken = 0;

  constructor(private readonly column: TextColumn) {}

  /** Returns an index of a later state of the column. Both may be used: each compares with its own texts. */
  over(later: TextColumn): TextIndex {
    const index = new TextIndex(later);
    index.table = this.table;
    index.taken = this.taken;
    return index;
  }

  /** Adds the text at a position. */
  add(position: number): void {
    if (2 * (this.taken + 1) > this.table.length) this.rebuild();
    this.put(position);
  }

  /** Returns the position of a text; null when no position has it. */
  find(text: string): number | null {
    const bytes = Buffer.from(text);
    const { table, column } = this;
    for (let at = hash(bytes, 0, bytes.length) & (table.length - 1); ; at = (at + 1) & (table.length - 1)) {
      const position = (table[at] as number) - 1;
      if (position === -1) return null;
      if (column.is(position, bytes)) return position;
    }
  }

  private put(position: number): void {
    const { table } = this;
    let at = this.column.hash(position) & (table.length - 1);
    while (table[at] !== 0) {
      if (table[at] === position + 1) return;
      at = (at + 1) & (table.length - 1);
    }
    table[at] = position + 1;
    this.taken += 1;
  }

  /** Makes a table with room for as many texts again, without those that have changed. */
  private rebuild(): void {
    const present = this.table.filter((entry) => entry !== 0 && this.column.hash(entry - 1) !== 0);
    let length = 2 * START;
    while (length < 4 * present.length) length *= 2;
    this.table = new Int32Array(length);
    this.taken = 0;
    for (const entry of present) this.put(entry - 1);
  }
}

/** FNV-1a, 32 bits; 0 without bytes. */
function hash(bytes: Buffer, begin: number, end: number): number {
  if (begin === end) return 0;
  let value = FNV_START;
  for (let i = begin; i < end; i += 1) value = Math.imul(value ^ (bytes[i] as number), FNV_PRIME);
  return value >>> 0 || 1;
}
