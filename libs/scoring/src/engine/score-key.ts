/**
 * Points and right picks of a scope in one 32-bit integer, `points * 512 + right`: it adds up like its parts, and it
 * orders by points, then by right picks. Good for 0 to 511 right picks and up to four million points either way.
 */
export const RIGHT_BITS = 9;
export const MAX_RIGHT = (1 << RIGHT_BITS) - 1;

export function scoreKey(points: number, right: number): number {
  return points * (1 << RIGHT_BITS) + right;
}

export function keyPoints(key: number): number {
  return key >> RIGHT_BITS;
}

export function keyRight(key: number): number {
  return key & MAX_RIGHT;
}
