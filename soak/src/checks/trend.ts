/** A value at a time. */
export interface Sample {
  /** Milliseconds on any clock. */
  readonly at: number;
  readonly value: number;
}

export interface Trend {
  /** Start and end of the fitted line, without the first third. */
  readonly from: number;
  readonly to: number;
  readonly perMinute: number;
}

const MINUTE = 60_000;
const LEAST_SAMPLES = 3;

/**
 * Fits a straight line to the samples (least squares) without the first third of the time, in which caches fill and
 * code is compiled; null when too few samples are left.
 */
export function trendOf(samples: readonly Sample[]): Trend | null {
  const first = samples[0]?.at ?? 0;
  const last = samples.at(-1)?.at ?? 0;
  const start = first + (last - first) / 3;
  const counted = samples.filter(({ at }) => at >= start);
  if (counted.length < LEAST_SAMPLES) return null;
  const mean = (value: (sample: Sample) => number) =>
    counted.reduce((sum, sample) => sum + value(sample), 0) / counted.length;
  const [middle, level] = [mean(({ at }) => at), mean(({ value }) => value)];
  const spread = mean(({ at }) => (at - middle) ** 2);
  const slope = mean(({ at, value }) => (at - middle) * (value - level)) / spread;
  const lineAt = (at: number) => level + (at - middle) * slope;
  return { from: lineAt(counted[0]?.at ?? 0), to: lineAt(last), perMinute: slope * MINUTE };
}
