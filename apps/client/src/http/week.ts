import type { Season } from '@sunday-live/contract';
import { personalKey, type StorageKey } from '../identity/storage.js';

/** One season: its year and part. A year alone names three. */
export type SeasonKey = Pick<Season, 'season' | 'type'>;

/** A week of a season. A number alone names three: week 1 is in the preseason, the regular season and the playoffs. */
export interface WeekKey extends SeasonKey {
  readonly week: number;
}

/** `season=2024&type=post`, as pages and the API have it in their addresses. */
export function seasonParams({ season, type }: SeasonKey): string {
  return `season=${season}&type=${type}`;
}

export function sameSeason(a: SeasonKey, b: SeasonKey): boolean {
  return a.season === b.season && a.type === b.type;
}

/** The week's part of a cache's key. */
export function weekKey({ season, type, week }: WeekKey): readonly [number, string, number] {
  return [season, type, week];
}

/** Where a device keeps the card of a week that is not saved yet. Those of the regular season have no part in their key: they are older. */
export function draftKey(player: string, { season, type, week }: WeekKey): StorageKey {
  return type === 'regular'
    ? personalKey(player, 'card', season, week)
    : personalKey(player, 'card', season, type, week);
}
