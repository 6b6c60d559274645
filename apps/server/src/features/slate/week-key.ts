import type { SeasonQuery, SeasonType } from '@sunday-live/contract';
import { weekName, weekPhrase } from '@sunday-live/scoring';
import { z } from 'zod';

const seasonKeySchema = z.object({
  season: z.number().int(),
  /** 1 pre, 2 regular, 3 post */
  seasonType: z.number().int(),
});
/** One season: its year and type. A year alone names three. */
export type SeasonKey = Readonly<z.infer<typeof seasonKeySchema>>;

/** A week of a season. A number alone names three: week 1 is in the pre-season, the regular season and the playoffs. */
export const weekKeySchema = seasonKeySchema.extend({ week: z.number().int() });
export type WeekKey = Readonly<z.infer<typeof weekKeySchema>>;

/** The feed's and the database's numbers of the types. */
export const SEASON_TYPES: Readonly<Record<SeasonType, number>> = { pre: 1, regular: 2, post: 3 };
const BY_NUMBER: readonly SeasonType[] = ['pre', 'regular', 'post'];

/** What the outside calls a type. @throws RangeError for a number that the feed's rules never let in (F4) */
export function seasonTypeOf(seasonType: number): SeasonType {
  const type = BY_NUMBER[seasonType - 1];
  if (type === undefined) throw new RangeError(`season type ${seasonType}`);
  return type;
}

export function sameSeason(a: SeasonKey, b: SeasonKey): boolean {
  return a.season === b.season && a.seasonType === b.seasonType;
}

/** True when two weeks are the same one. */
export function sameWeek(a: WeekKey, b: WeekKey): boolean {
  return sameSeason(a, b) && a.week === b.week;
}

/** A season as one text, for keys: `2024/2`. */
export function seasonPath({ season, seasonType }: SeasonKey): string {
  return `${season}/${seasonType}`;
}

/** A week as one text, for keys: `2024/2/8`. */
export function weekPath({ season, seasonType, week }: WeekKey): string {
  return `${season}/${seasonType}/${week}`;
}

/** What the week is called: `Week 18`, `Super Bowl`. */
export function nameOfWeek({ seasonType, week }: Pick<WeekKey, 'seasonType' | 'week'>): string {
  return weekName(seasonTypeOf(seasonType), week);
}

/** The same within a sentence: `week 18`, `the Super Bowl`. */
export function phraseOfWeek({ seasonType, week }: Pick<WeekKey, 'seasonType' | 'week'>): string {
  return weekPhrase(seasonTypeOf(seasonType), week);
}

/** The part of a page's address that says which season its week is of. */
export function seasonSearch({ season, seasonType }: SeasonKey): string {
  return `?season=${season}&type=${seasonTypeOf(seasonType)}`;
}

/** A week within a sentence, with its season: `week 18 of the 2025 regular season`, `the Super Bowl of the 2025 season`. */
export function weekWords({ season, seasonType, week }: WeekKey): string {
  const part = seasonTypeOf(seasonType) === 'regular' ? 'regular season' : 'season';
  return `${phraseOfWeek({ seasonType, week })} of the ${season} ${part}`;
}

/** SQL condition: the row belongs to the season in `$1`, `$2`. @param table its name or alias */
export const ofSeasonSql = (table: string): string =>
  `(${table}.season, ${table}.season_type) = ($1::int, $2::smallint)`;

/** SQL condition: the row belongs to the week in `$1`, `$2`, `$3`. */
export const ofWeekSql = (table: string): string =>
  `(${table}.season, ${table}.season_type, ${table}.week) = ($1::int, $2::smallint, $3::int)`;

/** The parameters of `ofSeasonSql`. */
export function seasonParams({ season, seasonType }: SeasonKey): [number, number] {
  return [season, seasonType];
}

/** The parameters of `ofWeekSql`. */
export function weekParams({ season, seasonType, week }: WeekKey): [number, number, number] {
  return [season, seasonType, week];
}

/** A week as a request names it; which season it means without more, the route says. */
export interface WeekAsked extends SeasonQuery {
  readonly week: number;
}
