/**
 * Moves the labels beside lines' ends apart: each at least `gap` from the next, in their order, within `top`
 * and `bottom` as long as they fit.
 */
export function spreadLabels(wanted: readonly number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((y, i) => ({ y, i })).sort((a, b) => a.y - b.y || a.i - b.i);
  const placed = order.map(({ y }) => y);
  for (let i = 0; i < placed.length; i += 1) {
    const least = i === 0 ? top : (placed[i - 1] as number) + gap;
    placed[i] = Math.max(placed[i] as number, least);
  }
  for (let i = placed.length - 1; i >= 0; i -= 1) {
    const most = i === placed.length - 1 ? bottom : (placed[i + 1] as number) - gap;
    placed[i] = Math.min(placed[i] as number, most);
  }
  const result = [...wanted];
  for (const [at, { i }] of order.entries()) result[i] = placed[at] as number;
  return result;
}
