import type { StatisticsRow } from '@sunday-live/contract';

/** Compares a week's points with all points of the season. */
export interface WeekHeat {
  /** 2: in the best quarter of all weeks of all players; 1: in the better half; otherwise 0. */
  readonly level: (points: number | null) => 0 | 1 | 2;
  /** The most points of the week at this index; null when nobody played it. */
  readonly best: readonly (number | null)[];
}

export function weekHeat(rows: readonly Pick<StatisticsRow, 'weeks'>[], weeks: number): WeekHeat {
  const all = rows.flatMap(({ weeks: points }) => points.filter((each) => each !== null));
  all.sort((a, b) => a - b);
  const at = (share: number) => all[Math.floor(all.length * share)] ?? Number.POSITIVE_INFINITY;
  const [half, quarter] = [at(0.5), at(0.75)];
  return {
    level: (points) => {
      // where all are level, none is marked
      if (points === null || points === all[0]) return 0;
      if (points >= quarter) return 2;
      return points >= half ? 1 : 0;
    },
    best: Array.from({ length: weeks }, (_, i) =>
      rows.reduce<number | null>((best, { weeks: points }) => {
        const found = points[i] ?? null;
        return found !== null && (best === null || found > best) ? found : best;
      }, null),
    ),
  };
}

/** Counts the finished weeks in which the row has the most points, shared or not. */
export function weeksWon(
  row: Pick<StatisticsRow, 'weeks'>,
  weeks: readonly { readonly over: boolean }[],
  { best }: Pick<WeekHeat, 'best'>,
): number {
  return weeks.filter(({ over }, i) => over && row.weeks[i] !== null && row.weeks[i] === best[i]).length;
}
