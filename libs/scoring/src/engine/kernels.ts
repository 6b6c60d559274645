import type { Scope } from '../types.js';

/**
 * The loops over all players handle four players a pass: at a million players the loop's own cost is half of
 * the time. `absent` is the key of players outside the scope.
 */

/** Adds the change of each player's pick class to the player's keys, in each scope. */
export function addByClass(
  { day, week, season }: Record<Scope, Int32Array>,
  classes: Uint8Array,
  change: Record<Scope, Int32Array>,
  count: number,
): void {
  const { day: ofDay, week: ofWeek, season: ofSeason } = change;
  for (let n = 0; n < count; n += 1) {
    const pick = classes[n] as number;
    day[n] = (day[n] as number) + (ofDay[pick] as number);
    week[n] = (week[n] as number) + (ofWeek[pick] as number);
    season[n] = (season[n] as number) + (ofSeason[pick] as number);
  }
}

/** A range of keys; it is empty when `lowest` is above `highest`. */
export interface KeyRange {
  readonly lowest: number;
  readonly highest: number;
}

/** Returns the lowest and the highest key that occurs. */
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

/** Counts players by key; `counts[0]` is for `lowest`. */
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

/** Counts players by points, which are the key without its lower `bits`; `counts[0]` is for `lowest`. */
export function countPoints(
  keys: Int32Array,
  size: number,
  absent: number,
  bits: number,
  lowest: number,
  counts: Int32Array,
): void {
  let i = 0;
  for (const end = size - 3; i < end; i += 4) {
    const a = keys[i] as number;
    const b = keys[i + 1] as number;
    const c = keys[i + 2] as number;
    const d = keys[i + 3] as number;
    if (a !== absent) counts[(a >> bits) - lowest] = (counts[(a >> bits) - lowest] as number) + 1;
    if (b !== absent) counts[(b >> bits) - lowest] = (counts[(b >> bits) - lowest] as number) + 1;
    if (c !== absent) counts[(c >> bits) - lowest] = (counts[(c >> bits) - lowest] as number) + 1;
    if (d !== absent) counts[(d >> bits) - lowest] = (counts[(d >> bits) - lowest] as number) + 1;
  }
  for (; i < size; i += 1) {
    const key = keys[i] as number;
    if (key !== absent) counts[(key >> bits) - lowest] = (counts[(key >> bits) - lowest] as number) + 1;
  }
}

/** Looks up each player's rank by key; 0 for absent players. */
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
