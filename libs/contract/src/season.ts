import { RULES_NAMES, type RulesName } from '@sunday-live/scoring';
import { gameSchema, sideSchema } from './game.js';
import { MAX_WEEK_GAMES } from './limits.js';
import { positionSchema } from './position.js';
import { problemSchema } from './problem.js';
import { z } from './zod.js';

export const lockModeSchema = z.enum(['week', 'kickoff']);
export type LockMode = z.infer<typeof lockModeSchema>;

export const rulesNameSchema = z.enum(RULES_NAMES);
export type { RulesName };

/** The year of a season. */
export const seasonYearSchema = z.coerce.number().check(z.int(), z.gte(1920), z.lte(2200));

/** The parts of a season; each has its own weeks, cards and standings. */
export const seasonTypeSchema = z.enum(['pre', 'regular', 'post']);
export type SeasonType = z.infer<typeof seasonTypeSchema>;

/**
 * The season that a request is about. Without both fields: the latest with cards; for the calendar and the
 * player's own cards: the current one. A year alone means its regular season, a type alone the latest season
 * of that type.
 */
export const seasonQuerySchema = z.object({
  season: z.optional(seasonYearSchema),
  type: z.optional(seasonTypeSchema),
});
export type SeasonQuery = z.infer<typeof seasonQuerySchema>;

/** A week of a season; absent: the current one. */
export const weekOfSeasonQuerySchema = z.extend(seasonQuerySchema, {
  week: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(30))),
});
export type WeekOfSeasonQuery = z.infer<typeof weekOfSeasonQuerySchema>;

/** upcoming: not open for picks yet; open: takes picks; locked: deadline passed; done: every game is over. */
export const weekStateSchema = z.enum(['upcoming', 'open', 'locked', 'done']);
export type WeekState = z.infer<typeof weekStateSchema>;

/** The admin's settings for cards of the playoffs. */
export const playoffRulesSchema = z.strictObject({
  /** True: a player can use a road team as banker once in the playoffs; false: any number of times. */
  bankersOnce: z.boolean(),
  /** Jokers of a player in the playoffs; one a week. */
  jokers: z.int().check(z.gte(0), z.lte(4)),
});
export type PlayoffRules = z.infer<typeof playoffRulesSchema>;

/** A week of a season. */
export const seasonWeekSchema = z.object({
  week: z.int(),
  /** `Week 4`, `Wild Card`, `Super Bowl` */
  name: z.string(),
  deadline: z.string(),
  state: weekStateSchema,
});
export type SeasonWeek = z.infer<typeof seasonWeekSchema>;

export const seasonSchema = z.object({
  season: z.int(),
  type: seasonTypeSchema,
  phase: z.enum(['pre', 'regular', 'post', 'off']),
  /** The week that takes picks now; null when none does. */
  pickWeek: z.nullable(z.int()),
  /** The last week with a finished game; null before the first. */
  resultsWeek: z.nullable(z.int()),
  weeks: z.array(seasonWeekSchema),
  /** Every season with data, latest first: those with cards (`played`), and the current one. */
  seasons: z.array(z.object({ season: z.int(), type: seasonTypeSchema, played: z.boolean() })),
  lock: lockModeSchema,
  rules: rulesNameSchema,
  /** Jokers that would be lost at the end of the season are played automatically. */
  forcedJokers: z.optional(z.boolean()),
  /** The game asks players for cards in the preseason. */
  preseason: z.boolean(),
  playoffs: z.object(playoffRulesSchema.shape),
});
export type Season = z.infer<typeof seasonSchema>;

/** The admins' settings for all seasons. */
export interface SeasonSettings {
  readonly lock: LockMode;
  readonly forcedJokers: boolean;
  readonly preseason: boolean;
  readonly playoffs: PlayoffRules;
}

export const weekGamesSchema = z.object({
  ...positionSchema.shape,
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  games: z.array(gameSchema),
});
export type WeekGames = z.infer<typeof weekGamesSchema>;

export const seasonGamesSchema = z.omit(weekGamesSchema, { week: true });
export type SeasonGames = z.infer<typeof seasonGamesSchema>;

/** Facts about a game from the feed. Each may be missing, and odds disappear when the game starts. */
export const gameFactsSchema = z.object({
  /** The game's id. */
  game: z.string(),
  /** Wins, losses and, if there are any, ties: `4-3`, `4-3-1`. */
  awayRecord: z.optional(z.string()),
  homeRecord: z.optional(z.string()),
  /** The favourite and its line, `BAL -3.5`, or `EVEN`. */
  odds: z.optional(z.string()),
  /** Points of both teams together that the odds expect. */
  overUnder: z.optional(z.number()),
  /** Played at neither team's home. */
  neutral: z.optional(z.boolean()),
});
export type GameFacts = z.infer<typeof gameFactsSchema>;

export const weekFactsSchema = z.object({
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  facts: z.array(gameFactsSchema),
});
export type WeekFacts = z.infer<typeof weekFactsSchema>;

/** Returns the schema of a value for each pick, by game id: at most as many as a week has games. */
function ofEachPick<T extends z.core.SomeType>(schema: T) {
  return z.record(z.string().check(z.maxLength(32)), schema).check(
    z.refine((picks) => Object.keys(picks).length <= MAX_WEEK_GAMES, {
      message: `a card has at most ${MAX_WEEK_GAMES} picks`,
    }),
  );
}

/** Picks in a request, by game id. */
export const picksInputSchema = ofEachPick(sideSchema);

/** A player's card in a request; it replaces the stored card as a whole. */
export const cardInputSchema = z.strictObject({
  picks: picksInputSchema,
  banker: z.nullable(z.string().check(z.maxLength(32))),
  joker: z.boolean(),
  /**
   * The picked team of each game, by game id. If home and away were exchanged since the client read the
   * games, the pick follows the team. Refused as `conflict` when the team is no longer in the game.
   */
  teams: z.optional(ofEachPick(z.string().check(z.maxLength(8)))),
  /** The card's player: refused as `signed-in-as-another` when the session belongs to somebody else. */
  player: z.optional(z.string().check(z.maxLength(64))),
  /**
   * The version that the player edited: refused as `card-changed` after another save. Absent: the last save
   * wins.
   */
  version: z.optional(z.int().check(z.gte(0))),
});
export type CardInput = z.infer<typeof cardInputSchema>;

export const cardSchema = z.object({
  week: z.int(),
  picks: z.record(z.string(), sideSchema),
  banker: z.nullable(z.string()),
  joker: z.boolean(),
  /** 0: never saved. */
  version: z.int(),
  lockedAt: z.nullable(z.string()),
  /** Number of picks in games that count. Whether a game can still be picked depends on its own lock. */
  picked: z.int(),
  /** Number of games of the week that are not called off. */
  games: z.int(),
  /**
   * Time of the last save and the browser's User-Agent; null: unknown, or not saved by the player. Own card
   * only.
   */
  saved: z.optional(z.object({ at: z.string(), device: z.nullable(z.string()) })),
  /**
   * Own card only: choices that a correction of another week has used up, to be made again before the lock.
   */
  problems: z.optional(z.array(z.object({ code: z.string(), message: z.string() }))),
});
export type Card = z.infer<typeof cardSchema>;

/** The problem document of a save from an outdated version, with the stored card. */
export const cardChangedSchema = z.extend(problemSchema, {
  code: z.literal('card-changed'),
  card: cardSchema,
});
export type CardChanged = z.infer<typeof cardChangedSchema>;

/** A player's saved cards of the season, and the bankers and jokers that they have used. */
export const myCardsSchema = z.object({
  cards: z.array(cardSchema),
  /** Road teams that cannot be the banker in another week. */
  bankers: z.array(z.object({ week: z.int(), team: z.string() })),
  jokers: z.object({ used: z.int(), perSeason: z.int() }),
});
export type MyCards = z.infer<typeof myCardsSchema>;
