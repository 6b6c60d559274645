import { DEFAULT_RULES } from '@sunday-live/scoring';
import { scopeSchema } from './live.js';
import { nameSchema } from './name.js';
import { pageSchema, tablePageSchema } from './page.js';
import { positionSchema } from './position.js';
import { cardSchema, rulesNameSchema, seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** The league that always exists and holds every player. */
export const EVERYONE = 'everyone';

export const visibilitySchema = z.enum(['open', 'code']);

export const leagueSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  rules: rulesNameSchema,
  visibility: visibilitySchema,
  /** The commissioner lets other sites embed the standings; takes effect only while the league is open. */
  widget: z.boolean(),
  /** Join code; null for `everyone` and for members who may not pass it on. */
  code: z.nullable(z.string()),
  role: z.enum(['commissioner', 'member']),
  members: z.int(),
});
export type LeagueSummary = z.infer<typeof leagueSummarySchema>;
export const leagueSummariesSchema = z.array(leagueSummarySchema);

/** A league that everybody may join, in the form for players outside it. */
export const openLeagueSchema = z.pick(leagueSummarySchema, {
  id: true,
  name: true,
  rules: true,
  members: true,
});
export type OpenLeague = z.infer<typeof openLeagueSchema>;
export const openLeaguesSchema = z.array(openLeagueSchema);

export const createLeagueSchema = z.strictObject({
  name: nameSchema,
  rules: z._default(rulesNameSchema, DEFAULT_RULES),
  visibility: z._default(visibilitySchema, 'code'),
});
export type CreateLeague = z.infer<typeof createLeagueSchema>;

export const joinLeagueSchema = z.strictObject({
  code: z.string().check(z.trim(), z.minLength(1), z.maxLength(32)),
});

export const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  role: z.enum(['commissioner', 'member']),
});
export type Member = z.infer<typeof memberSchema>;

/** Members of a league by name, with the time when they joined; in `everyone`, when they signed up. */
export const membersSchema = z.object({
  rows: z.array(z.extend(memberSchema, { joinedAt: z.string() })),
  ...pageSchema.shape,
});
export type Members = z.infer<typeof membersSchema>;

export const leagueSchema = z.extend(z.omit(leagueSummarySchema, { members: true }), {
  /** The first 500 by name. */
  members: z.array(memberSchema),
  /** Number of all members. */
  memberCount: z.int(),
});
export type League = z.infer<typeof leagueSchema>;

export const standingsRowSchema = z.object({
  n: z.int(),
  id: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  rank: z.int(),
  /** Others have the same rank. */
  shared: z.boolean(),
  points: z.int(),
  right: z.int(),
  /** Picks of games that have counted so far. */
  played: z.int(),
  bankerAverage: z.nullable(z.number()),
  jokers: z.int(),
});
export type StandingsRow = z.infer<typeof standingsRowSchema>;

export const standingsSchema = z.object({
  league: z.string(),
  ...positionSchema.shape,
  scope: scopeSchema,
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  /** True until the results of every game that counts are confirmed. */
  unofficial: z.boolean(),
  /** A pick of some player has counted. */
  begun: z.boolean(),
  /** Average points of all players; null without players. */
  average: z.nullable(z.number()),
  rows: z.array(standingsRowSchema),
  ...tablePageSchema.shape,
});
export type Standings = z.infer<typeof standingsSchema>;

/** A member's totals of the season's other weeks by the league's rules. */
export const weekBaseSchema = z.object({
  player: z.string(),
  points: z.int(),
  right: z.int(),
  /** Points of the bankers that count, jokers included. */
  bankerPoints: z.int(),
  bankers: z.int(),
  /** By the league's rules a joker of this week does not count, because one of an earlier week has. */
  jokerSpent: z.boolean(),
});
export type WeekBase = z.infer<typeof weekBaseSchema>;

/** The cards of members, with the picks of locked games only. */
export const leagueCardsSchema = z.object({
  league: z.string(),
  week: z.int(),
  ...positionSchema.shape,
  cards: z.array(
    z.extend(z.pick(cardSchema, { picks: true, banker: true, joker: true }), {
      player: z.string(),
      /** The standings count a joker of this week, by the league's rules (S6, S7, S22). */
      jokerCounts: z.boolean(),
      /** An admin corrected the card after the lock: see the receipts. */
      corrected: z.optional(z.boolean()),
    }),
  ),
  ...pageSchema.shape,
  /**
   * For members with a card of another week. Absent in leagues of more than 500 members and in answers for
   * some members or of a page.
   */
  bases: z.optional(z.array(weekBaseSchema)),
});
export type LeagueCards = z.infer<typeof leagueCardsSchema>;
