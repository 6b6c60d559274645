/** A pause before attempt `tried + 1`: doubles up to the longest, and is jittered so that those who failed together come apart. */
export function backOff(tried: number, firstMs: number, longestMs: number, random = Math.random()): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** tried) * (0.5 + random / 2));
}
