import { tablePageSchema, tableQuerySchema } from './page.js';
import { positionSchema } from './position.js';
import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

const count = z.int();

export const weekScoreSchema = z.object({ week: count, points: count });
export type WeekScore = z.infer<typeof weekScoreSchema>;

/** A week that has begun; `over`: every game is over or called off. */
export const begunWeekSchema = z.object({ week: count, over: z.boolean() });
export type BegunWeek = z.infer<typeof begunWeekSchema>;

/**
 * A row of the season's standings. Best, average and worst cover weeks that are over and that the player
 * played.
 */
export const statisticsRowSchema = z.object({
  n: count,
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  rank: count,
  /** Others have the same rank. */
  shared: z.boolean(),
  /** Rank before the latest week; null: not in the standings then. */
  before: z.nullable(count),
  points: count,
  right: count,
  /** Picks of games that have counted so far. */
  played: count,
  /** Points of the latest week; null: did not play. */
  lastWeek: z.nullable(count),
  best: z.nullable(count),
  average: z.nullable(z.number()),
  worst: z.nullable(count),
  bankerAverage: z.nullable(z.number()),
  jokers: count,
  /** Points of each week in `weeks` of the answer; null: did not play. */
  weeks: z.array(z.nullable(count)),
});
export type StatisticsRow = z.infer<typeof statisticsRowSchema>;

/** Fans of a division's teams among the players, by their average. */
export const divisionSchema = z.object({
  /** `NFC North` */
  name: z.string(),
  /** Average points of the season. */
  average: z.number(),
  fans: count,
  /** Favourite teams of the best fans. */
  teams: z.array(z.string()),
});

/** What all rows of a season's standings say together. */
export const seasonSummarySchema = z.object({
  /** The weeks that have begun, in order, with the most points of each; `best` null: nobody played it. */
  weeks: z.array(z.extend(begunWeekSchema, { best: z.nullable(count) })),
  /** Most points of the season; null without players. */
  most: z.nullable(count),
  /** Least points of a week of anybody, and where the better half and the best quarter of them begin; null: none was played. */
  spread: z.nullable(z.object({ least: count, half: count, quarter: count })),
  /** Best average first. */
  divisions: z.array(divisionSchema),
});
export type SeasonSummary = z.infer<typeof seasonSummarySchema>;

export const leagueStatisticsSchema = z.object({
  ...positionSchema.shape,
  league: z.string(),
  season: count,
  type: seasonTypeSchema,
  ...seasonSummarySchema.shape,
  rows: z.array(statisticsRowSchema),
  ...tablePageSchema.shape,
});
export type LeagueStatistics = z.infer<typeof leagueStatisticsSchema>;

/** Query parameters of a page of a season's standings. */
export const statisticsQuerySchema = z.extend(tableQuerySchema, {
  /** Only fans of this division's teams: `NFC North`. */
  division: z.optional(z.string().check(z.maxLength(20))),
});
export type StatisticsQuery = z.infer<typeof statisticsQuerySchema>;

/** A player as other members see them. */
export const playerProfileSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  /** Leagues that the viewer shares with the player. */
  leagues: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Years of the seasons with a card, latest first. */
  seasons: z.array(count),
});
export type PlayerProfile = z.infer<typeof playerProfileSchema>;

export const playedWeekSchema = z.extend(begunWeekSchema, {
  /** null: did not play. */
  points: z.nullable(count),
  right: count,
  played: count,
  /** Average of the league's members with a card; null: nobody has one. */
  average: z.nullable(z.number()),
  /** Rank in the season's standings after the week; null: not in them. */
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

/** A player's picks in the games of one team, on it and against it. */
export const teamRecordSchema = z.object({ team: z.string(), played: count, right: count });
export type TeamRecord = z.infer<typeof teamRecordSchema>;

export const seasonFiguresSchema = z.object({
  season: count,
  /** Rank in the league's standings; null: not in them. */
  rank: z.nullable(count),
  /** Other players have the same rank. */
  shared: z.optional(z.boolean()),
  /** Number of players in the standings. */
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
  /** Longest run of right picks. */
  run: count,
});
export type SeasonFigures = z.infer<typeof seasonFiguresSchema>;

/** A player's season within a league. It contains nothing about picks that are not locked. */
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
