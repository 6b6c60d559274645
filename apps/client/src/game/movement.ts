import type { StatisticsRow } from '@sunday-live/contract';

/** Returns places won (positive) or lost since the week before; null where there was no place. */
export function movement({ rank, before }: Pick<StatisticsRow, 'rank' | 'before'>): number | null {
  return before === null ? null : before - rank;
}

/** Describes a movement for screen readers: `up 3`, `down 1`, `no change`, `new`. */
export function movementWords(moved: number | null): string {
  if (moved === null) return 'new';
  if (moved === 0) return 'no change';
  return moved > 0 ? `up ${moved}` : `down ${-moved}`;
}

/** Returns the percentage of right picks; null before any has counted. */
export function rightShare({ right, played }: Pick<StatisticsRow, 'right' | 'played'>): number | null {
  return played === 0 ? null : (100 * right) / played;
}
