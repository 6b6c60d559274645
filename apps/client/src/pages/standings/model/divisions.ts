import type { SeasonSummary } from '@sunday-live/contract';

/** A division with its place; level ones share it. */
export type RankedDivision = SeasonSummary['divisions'][number] & {
  readonly rank: number;
  readonly shared: boolean;
};

/** Ranks the divisions, which are in order of their averages. */
export function rankedDivisions(divisions: SeasonSummary['divisions']): RankedDivision[] {
  return divisions.map((division) => ({
    ...division,
    rank: 1 + divisions.findIndex(({ average }) => average === division.average),
    shared: divisions.filter(({ average }) => average === division.average).length > 1,
  }));
}
