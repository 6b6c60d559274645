import { whySchema } from './admin.js';
import { gameSchema, gameStateSchema } from './game.js';
import { seasonTypeSchema, seasonYearSchema } from './season.js';
import { z } from './zod.js';

export const scoreSchema = z.int().check(z.minimum(0), z.maximum(199));
export const clockSchema = z
  .string()
  .check(z.regex(/^\d{1,2}:[0-5]\d$/, 'must be minutes and seconds, as 9:05'));
const teamSchema = z.string().check(z.regex(/^[A-Z]{2,4}$/, 'must be a team’s abbreviation, as CHI'));

/** What the feed says about a game. */
export const feedWordSchema = z.object({
  away: z.string(),
  home: z.string(),
  awayScore: z.int(),
  homeScore: z.int(),
  state: gameStateSchema,
  period: z.int(),
  clock: z.string(),
  kickoff: z.string(),
  week: z.int(),
  /** When the feed said so last. */
  at: z.string(),
});
export type FeedWord = z.infer<typeof feedWordSchema>;

/** A game as an admin sees it: what is shown to everybody, where it comes from, and what the feed says. */
export const adminGameSchema = z.object({
  game: gameSchema,
  source: z.enum(['feed', 'hand']),
  /** The admin by whom it was taken over; null: the feed's game, or the account is gone. */
  by: z.nullable(z.object({ id: z.string(), name: z.string() })),
  /** null: the feed has said nothing since the game was taken over. */
  feed: z.nullable(feedWordSchema),
  /** Ids of other games of the same teams in the same week, stored or in quarantine: they may be this game. */
  twins: z.array(z.string()),
});
export type AdminGame = z.infer<typeof adminGameSchema>;

export const adminGamesSchema = z.object({
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  games: z.array(adminGameSchema),
});
export type AdminGames = z.infer<typeof adminGamesSchema>;

/**
 * A change of a game by hand. `byHand: true` takes it over, `false` gives it back to the feed; absent: it is by hand
 * already. Absent fields keep their value.
 */
export const gameChangeSchema = z
  .strictObject({
    byHand: z.optional(z.boolean()),
    awayScore: z.optional(scoreSchema),
    homeScore: z.optional(scoreSchema),
    state: z.optional(gameStateSchema),
    period: z.optional(z.int().check(z.minimum(0), z.maximum(12))),
    clock: z.optional(clockSchema),
    kickoff: z.optional(z.iso.datetime({ offset: true })),
    week: z.optional(z.int().check(z.minimum(1), z.maximum(30))),
    away: z.optional(teamSchema),
    home: z.optional(teamSchema),
    /** Interrupted, and nobody knows yet whether it continues: neither final nor off. Any later change ends it. */
    suspended: z.optional(z.boolean()),
    why: whySchema,
  })
  .check(
    z.refine(({ byHand, why: _, ...values }) => byHand !== false || Object.keys(values).length === 0, {
      error: 'A game that is given back takes the feed’s values: send byHand and why only',
    }),
  );
export type GameChange = z.infer<typeof gameChangeSchema>;

/** What changes when a game by hand is given back to the feed. */
export const gameReturnSchema = z.object({
  /** Players whose points of the week change, by the default rules. */
  rows: z.int(),
  /** The leaders of the week among everybody, now and after the return: up to three names. */
  leaders: z.object({ now: z.array(z.string()), after: z.array(z.string()) }),
});
export type GameReturn = z.infer<typeof gameReturnSchema>;

/** A game that no feed has. */
export const newGameSchema = z.strictObject({
  season: seasonYearSchema,
  type: seasonTypeSchema,
  week: z.int().check(z.minimum(1), z.maximum(30)),
  away: teamSchema,
  home: teamSchema,
  kickoff: z.iso.datetime({ offset: true }),
  why: whySchema,
});
export type NewGame = z.infer<typeof newGameSchema>;

export const addedGameSchema = z.object({ id: z.string() });
export type AddedGame = z.infer<typeof addedGameSchema>;

/** The game of the address is the same as another one, which stays. */
export const gameMergeSchema = z.strictObject({
  into: z.string().check(z.maxLength(32)),
  why: whySchema,
});
export type GameMerge = z.infer<typeof gameMergeSchema>;
