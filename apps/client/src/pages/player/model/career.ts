import type { SeasonFigures, TeamRecord } from '@sunday-live/contract';

/** The total of a player's seasons. */
export interface Career {
  readonly seasons: number;
  readonly weeks: number;
  readonly points: number;
  readonly right: number;
  readonly played: number;
  /** Seasons won. */
  readonly titles: number;
  /** At equal rank, an unshared place is better. */
  readonly bestPlace: { readonly rank: number; readonly shared: boolean } | null;
  readonly best: { readonly season: number; readonly week: number; readonly points: number } | null;
  readonly worst: { readonly season: number; readonly week: number; readonly points: number } | null;
  /** Longest run of right picks within a season. */
  readonly run: number;
}

/** Sums up seasons. @param current the season in progress, which has no champion yet; null: none */
export function careerOf(seasons: readonly SeasonFigures[], current: number | null): Career {
  const sum = (value: (one: SeasonFigures) => number) =>
    seasons.reduce((total, one) => total + value(one), 0);
  const weeks = (kind: 'best' | 'worst') =>
    seasons.flatMap((one) => (one[kind] === null ? [] : { season: one.season, ...one[kind] }));
  const places = seasons.flatMap(({ rank, shared = false }) => (rank === null ? [] : { rank, shared }));
  return {
    seasons: seasons.length,
    weeks: sum((one) => one.weeks),
    points: sum(({ points }) => points),
    right: sum(({ right }) => right),
    played: sum(({ played }) => played),
    titles: seasons.filter(({ rank, season }) => rank === 1 && season !== current).length,
    bestPlace: places.sort((a, b) => a.rank - b.rank || Number(a.shared) - Number(b.shared))[0] ?? null,
    best: weeks('best').sort((a, b) => b.points - a.points)[0] ?? null,
    worst: weeks('worst').sort((a, b) => a.points - b.points)[0] ?? null,
    run: Math.max(0, ...seasons.map(({ run }) => run)),
  };
}

/** Sorts the teams by the share of right picks in their games, then by the number of games. */
export function teamsByShare(teams: readonly TeamRecord[]): TeamRecord[] {
  return [...teams].sort(
    (a, b) => b.right / b.played - a.right / a.played || b.played - a.played || (a.team < b.team ? -1 : 1),
  );
}
