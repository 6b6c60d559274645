import type { Season } from '@sunday-live/contract';
import { personalKey, type StorageKey } from '../identity/storage.js';

/** A season by its year and type. A year alone is ambiguous: it has three. */
export type SeasonKey = Pick<Season, 'season' | 'type'>;

/**
 * A week of a season. A number alone is ambiguous: week 1 is in the preseason, the regular season and the
 * playoffs.
 */
export interface WeekKey extends SeasonKey {
  readonly week: number;
}

/** Returns `season=2024&type=post`, as used in the addresses of pages and the API. */
export function seasonParams({ season, type }: SeasonKey): string {
  return `season=${season}&type=${type}`;
}

export function sameSeason(a: SeasonKey, b: SeasonKey): boolean {
  return a.season === b.season && a.type === b.type;
}

/** Returns the week's part of a query key. */
export function weekKey({ season, type, week }: WeekKey): readonly [number, string, number] {
  return [season, type, week];
}

/**
 * Returns the storage key of an unsaved card. Regular season keys have no type, because they existed before
 * the other types.
 */
export function draftKey(player: string, { season, type, week }: WeekKey): StorageKey {
  return type === 'regular'
    ? personalKey(player, 'card', season, week)
    : personalKey(player, 'card', season, type, week);
}
