export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** An SVG path through the spots; null is a gap. A spot between two gaps becomes a dot that a round line end draws. */
export function linePath(spots: readonly (Spot | null)[]): string {
  const parts: string[] = [];
  let open = false;
  for (const [i, spot] of spots.entries()) {
    if (spot === null) {
      open = false;
      continue;
    }
    const at = `${round(spot.x)} ${round(spot.y)}`;
    const alone = !open && (spots[i + 1] ?? null) === null;
    parts.push(alone ? `M${at}h0` : `${open ? 'L' : 'M'}${at}`);
    open = true;
  }
  return parts.join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
