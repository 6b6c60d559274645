import { grownTotals, noTotals, type SeasonBase, type Totals } from '@sunday-live/scoring';

type Sums = Pick<SeasonBase, 'points' | 'right' | 'bankerPoints' | 'bankers'>;

/** Each player's totals of the season's other weeks by one set of rules, by player number. */
export class BaseColumns {
  private columns: Totals = noTotals(64);

  /** The columns themselves. */
  get totals(): Totals {
    return this.columns;
  }

  get(n: number): Sums {
    const { points, right, bankerPoints, bankers } = this.columns;
    return {
      points: points[n] ?? 0,
      right: right[n] ?? 0,
      bankerPoints: bankerPoints[n] ?? 0,
      bankers: bankers[n] ?? 0,
    };
  }

  set(n: number, sums: Sums): void {
    const { length } = this.columns.points;
    if (n >= length) this.columns = grownTotals(this.columns, Math.max(n + 1, 2 * length));
    this.columns.points[n] = sums.points;
    this.columns.right[n] = sums.right;
    this.columns.bankerPoints[n] = sums.bankerPoints;
    this.columns.bankers[n] = sums.bankers;
  }

  /** Replaces everything; later changes of `totals` change the columns. */
  replace(totals: Totals): void {
    this.columns = totals;
  }
}
