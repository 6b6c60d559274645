export interface Spot {
  readonly x: number;
  readonly y: number;
}

/**
 * Returns an SVG path through the spots; null is a gap. A spot between two gaps becomes a dot, drawn by the
 * round line cap.
 */
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

/**
 * Returns a closed SVG path between two lines, with gaps where either has one. A single place between two
 * gaps has no area.
 */
export function areaPath(above: readonly (Spot | null)[], below: readonly (Spot | null)[]): string {
  const parts: string[] = [];
  let run: { above: Spot; below: Spot }[] = [];
  const close = (): void => {
    const outline = [...run.map((each) => each.above), ...run.map((each) => each.below).reverse()];
    if (run.length > 1) parts.push(`M${outline.map(({ x, y }) => `${round(x)} ${round(y)}`).join('L')}Z`);
    run = [];
  };
  for (const [i, high] of above.entries()) {
    const low = below[i] ?? null;
    if (high === null || low === null) close();
    else run.push({ above: high, below: low });
  }
  close();
  return parts.join('');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
