/** Values that decide ranks, by slot. */
export interface Merit {
  readonly points: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  /** Tie-break between equal slots; null: they share the rank. */
  readonly average: Float64Array | null;
  /** Each slot's position in the order of names: unique, and less than their number. */
  readonly names: Int32Array;
}

/** Slots in order of rank, then name, with their competition ranks. */
export interface Ranking {
  readonly slots: Uint32Array;
  readonly ranks: Uint32Array;
}

const RIGHT_RANGE = 1024;
const NAME_RANGE = 2 ** 21;

/**
 * Ranks these slots. Points, right picks and name are packed into one number, so that one native sort orders ten
 * thousand; only slots with equal points and right picks are compared further. Works for up to two million players.
 */
export function rankSlots(chosen: readonly number[], { points, right, average, names }: Merit): Ranking {
  const packed = new Float64Array(chosen.length);
  const slotOfName = new Uint32Array(names.length);
  for (let i = 0; i < chosen.length; i += 1) {
    const slot = chosen[i] as number;
    const name = names[slot] as number;
    slotOfName[name] = slot;
    packed[i] = (-(points[slot] as number) * RIGHT_RANGE - (right[slot] as number)) * NAME_RANGE + name;
  }
  packed.sort();
  const slots = new Uint32Array(chosen.length);
  for (let i = 0; i < slots.length; i += 1) {
    const number = packed[i] as number;
    slots[i] = slotOfName[number - Math.floor(number / NAME_RANGE) * NAME_RANGE] as number;
  }
  const level = (a: number, b: number): boolean => points[a] === points[b] && right[a] === right[b];
  if (average !== null) refine(slots, level, average, names);
  return {
    slots,
    ranks: ranksOf(slots, (a, b) => level(a, b) && (average === null || average[a] === average[b])),
  };
}

/** Orders runs of equal slots by average, then name. */
function refine(
  slots: Uint32Array,
  level: (a: number, b: number) => boolean,
  average: Float64Array,
  names: Int32Array,
): void {
  for (let start = 0; start < slots.length; ) {
    let end = start + 1;
    while (end < slots.length && level(slots[start] as number, slots[end] as number)) end += 1;
    if (end - start > 1) {
      slots
        .subarray(start, end)
        .sort(
          (a, b) =>
            (average[b] as number) - (average[a] as number) || (names[a] as number) - (names[b] as number),
        );
    }
    start = end;
  }
}

function ranksOf(slots: Uint32Array, same: (a: number, b: number) => boolean): Uint32Array {
  const ranks = new Uint32Array(slots.length);
  for (let i = 0; i < slots.length; i += 1) {
    const shared = i > 0 && same(slots[i - 1] as number, slots[i] as number);
    ranks[i] = shared ? (ranks[i - 1] as number) : i + 1;
  }
  return ranks;
}
