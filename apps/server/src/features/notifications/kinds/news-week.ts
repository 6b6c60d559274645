import { z } from 'zod';
import type { NodeState } from '../../projection/node-state.js';
import { SEASON_TYPES, seasonSearch, type WeekKey } from '../../slate/week-key.js';

/** The week of news. Older rows without a type are of the regular season. */
export const newsWeek = {
  season: z.number().int().nullable().default(null),
  seasonType: z.number().int().default(SEASON_TYPES.regular),
  week: z.number().int(),
};

type WeekOfNews = Omit<WeekKey, 'season'> & { readonly season: number | null };

/** The last part of a page's address, for a card or results of that week. */
export function weekAddress({ season, seasonType, week }: WeekOfNews): string {
  return season === null ? String(week) : `${week}${seasonSearch({ season, seasonType })}`;
}

/** The current week as part of a reading's subject; null before the feed has named one. */
export function weekOf({ season }: NodeState): string | null {
  return season === null ? null : `${season.season}:${season.seasonType}:${season.week}`;
}
