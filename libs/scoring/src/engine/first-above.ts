/**
 * Returns the index of the first value greater than `value` in ascending `ordered`; its length if there is
 * none.
 */
export function firstAbove(ordered: Int32Array | Float64Array, value: number): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ordered[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
