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

/** A season by its year. */
export const seasonYearSchema = z.coerce.number().check(z.int(), z.gte(1920), z.lte(2200));

/** The parts of a season; each has weeks, cards and standings of its own. */
export const seasonTypeSchema = z.enum(['pre', 'regular', 'post']);
export type SeasonType = z.infer<typeof seasonTypeSchema>;

/**
 * Which season a read is about. Without both: the newest with cards; the calendar and the own cards: the current one. A year alone
 * means its regular season, a type alone the newest such season.
 */
export const seasonQuerySchema = z.object({
  season: z.optional(seasonYearSchema),
  type: z.optional(seasonTypeSchema),
});
export type SeasonQuery = z.infer<typeof seasonQuerySchema>;

/** upcoming: not yet open for picks; open: takes picks; locked: deadline passed; done: every game over. */
export const weekStateSchema = z.enum(['upcoming', 'open', 'locked', 'done']);
export type WeekState = z.infer<typeof weekStateSchema>;

/** What the admin sets for cards of the playoffs. */
export const playoffRulesSchema = z.strictObject({
  /** a road team is a player's banker once in the playoffs; false: as often as one likes */
  bankersOnce: z.boolean(),
  /** jokers of a player in the playoffs; each week takes one */
  jokers: z.int().check(z.gte(0), z.lte(4)),
});
export type PlayoffRules = z.infer<typeof playoffRulesSchema>;

/** A week of a season as its players see it. */
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
  /** week that takes picks now, null when none does */
  pickWeek: z.nullable(z.int()),
  /** last week with a finished game, null before the first */
  resultsWeek: z.nullable(z.int()),
  weeks: z.array(seasonWeekSchema),
  /** every season that can be read, the newest first: those with cards (`played`), and the current one */
  seasons: z.array(z.object({ season: z.int(), type: seasonTypeSchema, played: z.boolean() })),
  lock: lockModeSchema,
  rules: rulesNameSchema,
  /** jokers that would be lost at the end of the season are played by themselves */
  forcedJokers: z.optional(z.boolean()),
  /** players are asked for cards in the pre-season */
  preseason: z.boolean(),
  playoffs: z.object(playoffRulesSchema.shape),
});
export type Season = z.infer<typeof seasonSchema>;

/** What admins set for all seasons. */
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

/** What the feed says beside a game; each of it may be missing, and odds are gone once the game has started. */
export const gameFactsSchema = z.object({
  /** the game's id */
  game: z.string(),
  /** wins, losses and, if there are any, ties: `4-3`, `4-3-1` */
  awayRecord: z.optional(z.string()),
  homeRecord: z.optional(z.string()),
  /** the favourite and its line, `BAL -3.5`, or `EVEN` */
  odds: z.optional(z.string()),
  /** points of both teams together that the odds expect */
  overUnder: z.optional(z.number()),
  /** played at neither team's home */
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

/** Something of each pick that somebody sends, by game id: no more than a week has games. */
function ofEachPick<T extends z.core.SomeType>(schema: T) {
  return z.record(z.string().check(z.maxLength(32)), schema).check(
    z.refine((picks) => Object.keys(picks).length <= MAX_WEEK_GAMES, {
      message: `a card has at most ${MAX_WEEK_GAMES} picks`,
    }),
  );
}

/** Picks that somebody sends. */
export const picksInputSchema = ofEachPick(sideSchema);

/** What a player sends; it replaces the whole card. */
export const cardInputSchema = z.strictObject({
  picks: picksInputSchema,
  banker: z.nullable(z.string().check(z.maxLength(32))),
  joker: z.boolean(),
  /**
   * The team that each pick meant, by game. A pick follows its team, should home and away have been exchanged since the games were read; refused
   * as `conflict` when the team does not play in the game any more.
   */
  teams: z.optional(ofEachPick(z.string().check(z.maxLength(8)))),
  /** Whose card it is: refused as `signed-in-as-another` when the session is somebody else's. */
  player: z.optional(z.string().check(z.maxLength(64))),
  /** The card's version that it was made from: refused as `card-changed` when another save came between. Absent: the last save wins. */
  version: z.optional(z.int().check(z.gte(0))),
});
export type CardInput = z.infer<typeof cardInputSchema>;

export const cardSchema = z.object({
  week: z.int(),
  picks: z.record(z.string(), sideSchema),
  banker: z.nullable(z.string()),
  joker: z.boolean(),
  /** 0 = never saved */
  version: z.int(),
  lockedAt: z.nullable(z.string()),
  /** Picks of the games that count: n of m. Whether a game can still be picked, its own lock says. */
  picked: z.int(),
  /** Games of the week that are not called off. */
  games: z.int(),
  /** When it was saved last, and from where: how that browser names itself, null = not by the player, or unknown. Own card only. */
  saved: z.optional(z.object({ at: z.string(), device: z.nullable(z.string()) })),
  /** On a player's own card: what must be chosen again before the lock, as a correction of another week has used it up. */
  problems: z.optional(z.array(z.object({ code: z.string(), message: z.string() }))),
});
export type Card = z.infer<typeof cardSchema>;

/** The problem document of a save that was made from another version than the stored one: that card, and what differs. */
export const cardChangedSchema = z.extend(problemSchema, {
  code: z.literal('card-changed'),
  card: cardSchema,
});
export type CardChanged = z.infer<typeof cardChangedSchema>;

/** A player's saved cards of the season, and what they have used up. */
export const myCardsSchema = z.object({
  cards: z.array(cardSchema),
  /** road teams that can't be the banker in another week */
  bankers: z.array(z.object({ week: z.int(), team: z.string() })),
  jokers: z.object({ used: z.int(), perSeason: z.int() }),
});
export type MyCards = z.infer<typeof myCardsSchema>;
