/**
 * Returns the pause before attempt `tried + 1`, in ms. It doubles up to the longest, and is jittered so that attempts
 * that failed together drift apart.
 */
export function backOff(tried: number, firstMs: number, longestMs: number, random = Math.random()): number {
  return Math.round(Math.min(longestMs, firstMs * 2 ** tried) * (0.5 + random / 2));
}
