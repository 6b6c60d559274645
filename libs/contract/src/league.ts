import { z } from 'zod';
import { scopeSchema } from './live.js';
import { nameSchema } from './name.js';
import { positionSchema } from './position.js';
import { cardSchema, rulesNameSchema, seasonTypeSchema } from './season.js';

/** The league that always exists and holds every player. */
export const EVERYONE = 'everyone';

export const visibilitySchema = z.enum(['open', 'code']);

export const leagueSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  rules: rulesNameSchema,
  visibility: visibilitySchema,
  /** the commissioner lets other sites show the table; only that of an open league is shown */
  widget: z.boolean(),
  /** join code; null for `everyone` and for those who may not hand it on */
  code: z.string().nullable(),
  role: z.enum(['commissioner', 'member']),
  members: z.number().int(),
});
export type LeagueSummary = z.infer<typeof leagueSummarySchema>;

/** A league that everybody may join, as those see it who are not in it. */
export const openLeagueSchema = leagueSummarySchema.pick({
  id: true,
  name: true,
  rules: true,
  members: true,
});
export type OpenLeague = z.infer<typeof openLeagueSchema>;

export const createLeagueSchema = z.strictObject({
  name: nameSchema,
  rules: rulesNameSchema.default('classic'),
  visibility: visibilitySchema.default('code'),
});
export type CreateLeague = z.infer<typeof createLeagueSchema>;

export const joinLeagueSchema = z.strictObject({ code: z.string().trim().min(1).max(32) });

export const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  team: z.string().nullable(),
  role: z.enum(['commissioner', 'member']),
});
export type Member = z.infer<typeof memberSchema>;

export const leagueSchema = leagueSummarySchema
  .omit({ members: true })
  .extend({ members: z.array(memberSchema) });
export type League = z.infer<typeof leagueSchema>;

export const standingsRowSchema = z.object({
  n: z.number().int(),
  id: z.string(),
  name: z.string(),
  team: z.string().nullable(),
  rank: z.number().int(),
  points: z.number().int(),
  right: z.number().int(),
  /** picks of games that have counted so far */
  played: z.number().int(),
  bankerAverage: z.number().nullable(),
  jokers: z.number().int(),
});
export type StandingsRow = z.infer<typeof standingsRowSchema>;

export const standingsSchema = z.object({
  league: z.string(),
  ...positionSchema.shape,
  scope: scopeSchema,
  season: z.number().int(),
  type: seasonTypeSchema,
  week: z.number().int(),
  /** true until the results of every game that counts are confirmed */
  unofficial: z.boolean(),
  rows: z.array(standingsRowSchema),
});
export type Standings = z.infer<typeof standingsSchema>;

/** What a member brings into a week: totals of the season's other weeks by the league's rules. */
export const weekBaseSchema = z.object({
  player: z.string(),
  points: z.number().int(),
  right: z.number().int(),
  /** points of the bankers that count, jokers included */
  bankerPoints: z.number().int(),
  bankers: z.number().int(),
  /** by the league's rules a joker of this week counts no more: one of an earlier week has */
  jokerSpent: z.boolean(),
});
export type WeekBase = z.infer<typeof weekBaseSchema>;

/** Picks of locked games only, of everybody. */
export const leagueCardsSchema = z.object({
  league: z.string(),
  week: z.number().int(),
  ...positionSchema.shape,
  cards: z.array(
    cardSchema.pick({ picks: true, banker: true, joker: true }).extend({
      player: z.string(),
      /** the table counts a joker of this week, by the league's rules (S6, S7, S22) */
      jokerCounts: z.boolean(),
      /** an admin corrected it after the lock: see the receipts */
      corrected: z.boolean().optional(),
    }),
  ),
  /** of the members with a card of another week; absent in leagues of more than 500, and where one member's card is asked for */
  bases: z.array(weekBaseSchema).optional(),
});
export type LeagueCards = z.infer<typeof leagueCardsSchema>;
