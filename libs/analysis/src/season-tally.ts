/** Points over all runs: one run in ten has less than `low`, one in ten more than `high`. */
export interface Band {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

/** Counts the results of simulated seasons. */
export class Tally {
  private readonly wins: Float64Array;
  private readonly topThree: Float64Array;
  private readonly totals: Float64Array;
  /** By week and member, the points of every run. */
  private readonly points: Float32Array[][];

  constructor(
    members: number,
    weeks: number,
    private readonly runs: number,
  ) {
    this.wins = new Float64Array(members);
    this.topThree = new Float64Array(members);
    this.totals = new Float64Array(members);
    this.points = Array.from({ length: weeks }, () =>
      Array.from({ length: members }, () => new Float32Array(runs)),
    );
  }

  week(at: number, run: number, points: Float64Array): void {
    const ofWeek = this.points[at] as Float32Array[];
    for (let i = 0; i < points.length; i += 1) (ofWeek[i] as Float32Array)[run] = points[i] as number;
  }

  end(points: Float64Array): void {
    const order = points.slice().sort();
    const first = order.at(-1) ?? 0;
    const third = order[Math.max(0, order.length - 3)] ?? 0;
    for (let i = 0; i < points.length; i += 1) {
      const total = points[i] as number;
      this.totals[i] = (this.totals[i] as number) + total;
      if (total >= first) this.wins[i] = (this.wins[i] as number) + 1;
      if (total >= third) this.topThree[i] = (this.topThree[i] as number) + 1;
    }
  }

  of(member: number): { wins: number; topThree: number; expected: number } {
    const share = (counted: Float64Array): number => (counted[member] as number) / this.runs;
    return { wins: share(this.wins), topThree: share(this.topThree), expected: share(this.totals) };
  }

  band(at: number, member: number): Band {
    const order = this.points[at]?.[member]?.slice().sort() ?? new Float32Array();
    const part = (share: number): number =>
      order[Math.min(order.length - 1, Math.floor(share * order.length))] ?? 0;
    return { low: part(0.1), middle: part(0.5), high: part(0.9) };
  }
}
