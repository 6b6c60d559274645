import { positionSchema } from './position.js';
import { rulesNameSchema, seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** open: not over, or not looked at yet; confirmed: the results count; alert: an admin has to look at them. */
export const resultStateSchema = z.enum(['open', 'confirmed', 'alert']);
export type ResultState = z.infer<typeof resultStateSchema>;

export const weekResultSchema = z.object({
  week: z.int(),
  state: resultStateSchema,
  confirmedAt: z.nullable(z.string()),
  /** of everybody who had a card; null before the first final game */
  averagePoints: z.nullable(z.number()),
  /** how many had a card */
  players: z.int(),
});
export type WeekResult = z.infer<typeof weekResultSchema>;

/** The weeks of a season that have begun, in order. */
export const resultsSchema = z.object({
  ...positionSchema.shape,
  season: z.int(),
  type: seasonTypeSchema,
  weeks: z.array(weekResultSchema),
});
export type Results = z.infer<typeof resultsSchema>;

/** What a check of results can find. */
export const resultProblemSchema = z.object({
  code: z.enum([
    'game-missing',
    'game-added',
    'team-twice',
    'not-finished',
    'contradiction',
    'score-implausible',
    'none-played',
  ]),
  /** what is wrong and what to do, in plain words */
  message: z.string(),
  game: z.optional(z.string()),
  /** an admin has looked at it and let it pass */
  accepted: z.boolean(),
});
export type ResultProblem = z.infer<typeof resultProblemSchema>;

export const resultsCheckSchema = z.object({
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  /** as it would be decided now */
  state: resultStateSchema,
  games: z.object({
    /** how many the week had when it closed; null before */
    scheduled: z.nullable(z.int()),
    stored: z.int(),
    final: z.int(),
    calledOff: z.int(),
  }),
  problems: z.array(resultProblemSchema),
});
export type ResultsCheck = z.infer<typeof resultsCheckSchema>;

const scoreSchema = z.object({ points: z.int(), right: z.int(), rank: z.int() });

/** How stored scores of a week differ from those worked out from scratch. */
export const recomputeSchema = z.object({
  week: z.int(),
  dryRun: z.boolean(),
  /** all of them, listed or not */
  changed: z.int(),
  differences: z.array(
    z.object({
      player: z.string(),
      name: z.string(),
      rules: rulesNameSchema,
      before: z.nullable(scoreSchema),
      after: z.nullable(scoreSchema),
    }),
  ),
});
export type Recompute = z.infer<typeof recomputeSchema>;

/** Something that runs by itself needs an admin. */
export const alertSchema = z.object({
  id: z.int(),
  /** what it is about: the same matter is one alert, `results/2024/2/8` */
  key: z.string(),
  title: z.string(),
  /** what is wrong and what to do */
  message: z.string(),
  raisedAt: z.string(),
  /** when the matter was over by itself */
  clearedAt: z.nullable(z.string()),
  /** when an admin put it aside */
  resolvedAt: z.nullable(z.string()),
});
export type Alert = z.infer<typeof alertSchema>;
export const alertsSchema = z.array(alertSchema);
