/** One line of the result: the measurement, its baseline, and the target. */
export interface Figure {
  /** What was measured, with its size: `fan-out, 10,000 clients`. */
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  /** The other way to do it, measured in the same run; null where nothing is comparable. */
  readonly baseline: Baseline | null;
  /** Null for a figure without a target. */
  readonly target: Target | null;
  /** How to read it, or what was different from the plan. */
  readonly note?: string;
}

export interface Baseline {
  readonly name: string;
  readonly value: number;
  /** `ours / value`, by pairs where there are pairs; left out: the plain quotient. */
  readonly ratio?: number;
}

/** A limit of the figure itself, or of its ratio to the baseline. */
export interface Target {
  readonly of: 'value' | 'ratio';
  readonly at: 'most' | 'least';
  readonly limit: number;
}

/** Ours by the baseline; null without one. */
export function ratioOf({ ours, baseline }: Figure): number | null {
  return baseline === null ? null : (baseline.ratio ?? ours / baseline.value);
}

/** Whether the target is met; null when there is none, or no baseline to compare with. */
export function meetsTarget(figure: Figure): boolean | null {
  const { target } = figure;
  if (target === null) return null;
  const value = target.of === 'value' ? figure.ours : ratioOf(figure);
  if (value === null) return null;
  return target.at === 'most' ? value <= target.limit : value >= target.limit;
}

/** Shorthands for targets. */
export const atMost = (limit: number): Target => ({ of: 'value', at: 'most', limit });
export const atLeast = (limit: number): Target => ({ of: 'value', at: 'least', limit });
export const ratioAtMost = (limit: number): Target => ({ of: 'ratio', at: 'most', limit });
export const ratioAtLeast = (limit: number): Target => ({ of: 'ratio', at: 'least', limit });
