import { clockSchema, feedWordSchema, scoreSchema } from './admin-games.js';
import { gameSchema, gameStateSchema, sideSchema } from './game.js';
import { z } from './zod.js';

/** 128 random bits that a device chooses: the key of a tap, or of the device itself. */
const keySchema = z.string().check(z.regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'));
const periodSchema = z.int().check(z.minimum(1), z.maximum(12));

const scoreKindSchema = z.enum(['touchdown', 'field-goal', 'extra-point', 'two-point', 'safety']);

/** One tap on the scorer's page. The key makes it count once, however often it is sent. */
export const playSchema = z.discriminatedUnion('kind', [
  z.strictObject({ key: keySchema, kind: scoreKindSchema, side: sideSchema }),
  z.strictObject({
    key: keySchema,
    kind: z.literal('set'),
    awayScore: z.optional(scoreSchema),
    homeScore: z.optional(scoreSchema),
    period: z.optional(periodSchema),
    clock: z.optional(clockSchema),
  }),
  /** Starts the game, ends a quarter or a break. */
  z.strictObject({ key: keySchema, kind: z.literal('next') }),
  z.strictObject({ key: keySchema, kind: z.literal('final') }),
  /** Takes back the last play that stands; ignored when that is another one. */
  z.strictObject({ key: keySchema, kind: z.literal('undo'), play: keySchema }),
]);
export type Play = z.infer<typeof playSchema>;

/** Taps in their order, as a device sends them. Those that are known already are skipped. */
export const playsSchema = z.strictObject({
  device: keySchema,
  plays: z.array(playSchema).check(z.minLength(1), z.maxLength(50)),
});
export type Plays = z.infer<typeof playsSchema>;

/** A device takes a game to score it. */
export const holdSchema = z.strictObject({
  device: keySchema,
  /** True: also from somebody who holds it. */
  takeOver: z.boolean(),
});
export type Hold = z.infer<typeof holdSchema>;

export const deviceQuerySchema = z.object({ device: z.optional(keySchema) });
export type DeviceQuery = z.infer<typeof deviceQuerySchema>;

/** What a scorer enters of a game. */
export const handScoreSchema = z.object({
  awayScore: z.int(),
  homeScore: z.int(),
  state: gameStateSchema,
  period: z.int(),
  clock: z.string(),
});

/** A play that stands. */
export const standingPlaySchema = z.object({
  key: z.string(),
  at: z.string(),
  kind: z.enum([...scoreKindSchema.options, 'set', 'next', 'final']),
  side: z.nullable(sideSchema),
  before: handScoreSchema,
  after: handScoreSchema,
});
export type StandingPlay = z.infer<typeof standingPlaySchema>;

/** A game on the scorer's page. */
export const scorerGameSchema = z.object({
  game: gameSchema,
  /** The holder of the game; null: nobody, or that account is gone. */
  holder: z.nullable(
    z.object({
      name: z.string(),
      /** The caller. */
      you: z.boolean(),
      /** The caller on the device that asks. */
      here: z.boolean(),
      since: z.string(),
    }),
  ),
  feed: z.nullable(feedWordSchema),
  /** The last plays, oldest first. */
  plays: z.array(standingPlaySchema),
});
export type ScorerGame = z.infer<typeof scorerGameSchema>;

/** The games of the week in play. */
export const scorerGamesSchema = z.object({
  /** When the caller's role ends; null: an admin. */
  until: z.nullable(z.string()),
  games: z.array(gameSchema),
});
export type ScorerGames = z.infer<typeof scorerGamesSchema>;
