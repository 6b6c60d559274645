import type { SeasonQuery, SeasonType } from '@sunday-live/contract';
import { weekName, weekPhrase } from '@sunday-live/scoring';
import { z } from 'zod';

const seasonKeySchema = z.object({
  season: z.number().int(),
  /** 1 pre, 2 regular, 3 post */
  seasonType: z.number().int(),
});
/** A season: its year and type. A year alone is ambiguous. */
export type SeasonKey = Readonly<z.infer<typeof seasonKeySchema>>;

/**
 * A week of a season. A number alone is ambiguous: week 1 exists in the pre-season, the regular season and the
 * playoffs.
 */
export const weekKeySchema = seasonKeySchema.extend({ week: z.number().int() });
export type WeekKey = Readonly<z.infer<typeof weekKeySchema>>;

/** Numbers of the season types in the feed and the database. */
export const SEASON_TYPES: Readonly<Record<SeasonType, number>> = { pre: 1, regular: 2, post: 3 };
const BY_NUMBER: readonly SeasonType[] = ['pre', 'regular', 'post'];

/**
 * Returns the public name of a season type. @throws RangeError for a number that the feed's validation excludes (F4)
 */
export function seasonTypeOf(seasonType: number): SeasonType {
  const type = BY_NUMBER[seasonType - 1];
  if (type === undefined) throw new RangeError(`season type ${seasonType}`);
  return type;
}

export function sameSeason(a: SeasonKey, b: SeasonKey): boolean {
  return a.season === b.season && a.seasonType === b.seasonType;
}

/** Returns true when both are the same week. */
export function sameWeek(a: WeekKey, b: WeekKey): boolean {
  return sameSeason(a, b) && a.week === b.week;
}

/** Formats a season as a key: `2024/2`. */
export function seasonPath({ season, seasonType }: SeasonKey): string {
  return `${season}/${seasonType}`;
}

/** Formats a week as a key: `2024/2/8`. */
export function weekPath({ season, seasonType, week }: WeekKey): string {
  return `${season}/${seasonType}/${week}`;
}

/** Returns a week's name: `Week 18`, `Super Bowl`. */
export function nameOfWeek({ seasonType, week }: Pick<WeekKey, 'seasonType' | 'week'>): string {
  return weekName(seasonTypeOf(seasonType), week);
}

/** Returns a week's name within a sentence: `week 18`, `the Super Bowl`. */
export function phraseOfWeek({ seasonType, week }: Pick<WeekKey, 'seasonType' | 'week'>): string {
  return weekPhrase(seasonTypeOf(seasonType), week);
}

/** Returns the query string that tells a page the season of its week. */
export function seasonSearch({ season, seasonType }: SeasonKey): string {
  return `?season=${season}&type=${seasonTypeOf(seasonType)}`;
}

/**
 * Returns a week's name with its season within a sentence: `week 18 of the 2025 regular season`, `the Super Bowl of the
 * 2025 season`.
 */
export function weekWords({ season, seasonType, week }: WeekKey): string {
  const part = seasonTypeOf(seasonType) === 'regular' ? 'regular season' : 'season';
  return `${phraseOfWeek({ seasonType, week })} of the ${season} ${part}`;
}

/** SQL condition: the row belongs to the season in `$1`, `$2`. @param table name or alias */
export const ofSeasonSql = (table: string): string =>
  `(${table}.season, ${table}.season_type) = ($1::int, $2::smallint)`;

/** SQL condition: the row belongs to the week in `$1`, `$2`, `$3`. @param table name or alias */
export const ofWeekSql = (table: string): string =>
  `(${table}.season, ${table}.season_type, ${table}.week) = ($1::int, $2::smallint, $3::int)`;

/** Parameters of `ofSeasonSql`. */
export function seasonParams({ season, seasonType }: SeasonKey): [number, number] {
  return [season, seasonType];
}

/** Parameters of `ofWeekSql`. */
export function weekParams({ season, seasonType, week }: WeekKey): [number, number, number] {
  return [season, seasonType, week];
}

/** A week in a request. The route decides which season an absent one means. */
export interface WeekAsked extends SeasonQuery {
  readonly week: number;
}
