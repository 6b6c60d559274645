/**
 * The loops over all players. Four players a turn: at a million players the loop's own cost is half of the time.
 * `absent` is the key of who is not in the scope.
 */

/** Adds to each player's key what the player's pick class changes. */
export function addByClass(keys: Int32Array, classes: Uint8Array, change: Int32Array, count: number): void {
  let n = 0;
  for (const end = count - 3; n < end; n += 4) {
    keys[n] = (keys[n] as number) + (change[classes[n] as number] as number);
    keys[n + 1] = (keys[n + 1] as number) + (change[classes[n + 1] as number] as number);
    keys[n + 2] = (keys[n + 2] as number) + (change[classes[n + 2] as number] as number);
    keys[n + 3] = (keys[n + 3] as number) + (change[classes[n + 3] as number] as number);
  }
  for (; n < count; n += 1) keys[n] = (keys[n] as number) + (change[classes[n] as number] as number);
}

/** A range of keys; nobody is in one whose lowest is above its highest. */
export interface KeyRange {
  readonly lowest: number;
  readonly highest: number;
}

/** Lowest and highest key that occurs. */
export function keyRange(keys: Int32Array, size: number, absent: number): KeyRange {
  let lowest = 0x7fffffff;
  let highest = absent;
  for (let i = 0; i < size; i += 1) {
    const key = keys[i] as number;
    if (key > highest) highest = key;
    if (key < lowest && key !== absent) lowest = key;
  }
  return { lowest, highest };
}

/** Counts players per key; `counts[0]` is for `lowest`. */
export function countKeys(
  keys: Int32Array,
  size: number,
  absent: number,
  lowest: number,
  counts: Int32Array,
): void {
  let i = 0;
  for (const end = size - 3; i < end; i += 4) {
    const a = keys[i] as number;
    const b = keys[i + 1] as number;
    const c = keys[i + 2] as number;
    const d = keys[i + 3] as number;
    if (a !== absent) counts[a - lowest] = (counts[a - lowest] as number) + 1;
    if (b !== absent) counts[b - lowest] = (counts[b - lowest] as number) + 1;
    if (c !== absent) counts[c - lowest] = (counts[c - lowest] as number) + 1;
    if (d !== absent) counts[d - lowest] = (counts[d - lowest] as number) + 1;
  }
  for (; i < size; i += 1) {
    const key = keys[i] as number;
    if (key !== absent) counts[key - lowest] = (counts[key - lowest] as number) + 1;
  }
}

/** Looks up each player's rank by key; 0 for the absent. */
export function lookUpRanks(
  keys: Int32Array,
  size: number,
  absent: number,
  lowest: number,
  rankOfKey: Int32Array,
  out: Uint32Array,
): void {
  let i = 0;
  for (const end = size - 3; i < end; i += 4) {
    const a = keys[i] as number;
    const b = keys[i + 1] as number;
    const c = keys[i + 2] as number;
    const d = keys[i + 3] as number;
    out[i] = a === absent ? 0 : (rankOfKey[a - lowest] as number);
    out[i + 1] = b === absent ? 0 : (rankOfKey[b - lowest] as number);
    out[i + 2] = c === absent ? 0 : (rankOfKey[c - lowest] as number);
    out[i + 3] = d === absent ? 0 : (rankOfKey[d - lowest] as number);
  }
  for (; i < size; i += 1) {
    const key = keys[i] as number;
    out[i] = key === absent ? 0 : (rankOfKey[key - lowest] as number);
  }
}
