import { positionSchema } from './position.js';
import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

const count = z.int();

export const weekScoreSchema = z.object({ week: count, points: count });
export type WeekScore = z.infer<typeof weekScoreSchema>;

/** A week that has begun; `over` = every game is over or called off. */
export const begunWeekSchema = z.object({ week: count, over: z.boolean() });
export type BegunWeek = z.infer<typeof begunWeekSchema>;

/** A line of the season's table. Best, average and worst are of weeks that are over and that the player played. */
export const statisticsRowSchema = z.object({
  n: count,
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  rank: count,
  /** place before the latest week; null when not in the table then */
  before: z.nullable(count),
  points: count,
  right: count,
  /** picks of games that have counted so far */
  played: count,
  /** points of the latest week; null = did not play */
  lastWeek: z.nullable(count),
  best: z.nullable(count),
  average: z.nullable(z.number()),
  worst: z.nullable(count),
  bankerAverage: z.nullable(z.number()),
  jokers: count,
  /** points of each of the answer's weeks; null = did not play */
  weeks: z.array(z.nullable(count)),
});
export type StatisticsRow = z.infer<typeof statisticsRowSchema>;

export const leagueStatisticsSchema = z.object({
  ...positionSchema.shape,
  league: z.string(),
  season: count,
  type: seasonTypeSchema,
  /** the weeks that have begun, in order */
  weeks: z.array(begunWeekSchema),
  rows: z.array(statisticsRowSchema),
});
export type LeagueStatistics = z.infer<typeof leagueStatisticsSchema>;

/** A player as other members see one, and what there is to see. */
export const playerProfileSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  /** leagues that the viewer shares with the player */
  leagues: z.array(z.object({ id: z.string(), name: z.string() })),
  /** years of the seasons with a card, latest first */
  seasons: z.array(count),
});
export type PlayerProfile = z.infer<typeof playerProfileSchema>;

export const playedWeekSchema = z.extend(begunWeekSchema, {
  /** null = did not play */
  points: z.nullable(count),
  right: count,
  played: count,
  /** of the league's members with a card; null when nobody has one */
  average: z.nullable(z.number()),
  /** place in the season's table after the week; null = not in it */
  rank: z.nullable(count),
  joker: z.boolean(),
});
export type PlayedWeek = z.infer<typeof playedWeekSchema>;

/** A banker whose game counts. */
export const pastBankerSchema = z.object({
  week: count,
  team: z.string(),
  opponent: z.string(),
  awayScore: count,
  homeScore: count,
  right: z.boolean(),
  points: count,
  joker: z.boolean(),
});
export type PastBanker = z.infer<typeof pastBankerSchema>;

/** How a player did with the games of one team: picks on it and against it. */
export const teamRecordSchema = z.object({ team: z.string(), played: count, right: count });
export type TeamRecord = z.infer<typeof teamRecordSchema>;

export const seasonFiguresSchema = z.object({
  season: count,
  /** place in the league's table; null when not in it */
  rank: z.nullable(count),
  /** others have the same place */
  shared: z.optional(z.boolean()),
  /** players in the table */
  players: count,
  points: count,
  right: count,
  played: count,
  weeks: count,
  best: z.nullable(weekScoreSchema),
  worst: z.nullable(weekScoreSchema),
  average: z.nullable(z.number()),
  bankerAverage: z.nullable(z.number()),
  bankers: count,
  jokers: count,
  /** longest run of right picks */
  run: count,
});
export type SeasonFigures = z.infer<typeof seasonFiguresSchema>;

/** A player's season within a league. Nothing in it tells of picks that are not locked. */
export const playerStatisticsSchema = z.object({
  ...positionSchema.shape,
  league: z.string(),
  player: z.string(),
  type: seasonTypeSchema,
  figures: seasonFiguresSchema,
  weeks: z.array(playedWeekSchema),
  bankers: z.array(pastBankerSchema),
  teams: z.array(teamRecordSchema),
});
export type PlayerStatistics = z.infer<typeof playerStatisticsSchema>;

/** Every season of a player within a league, latest first. */
export const playerCareerSchema = z.object({
  league: z.string(),
  player: z.string(),
  seasons: z.array(seasonFiguresSchema),
});
export type PlayerCareer = z.infer<typeof playerCareerSchema>;
