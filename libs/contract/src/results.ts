import { positionSchema } from './position.js';
import { rulesNameSchema, seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** open: not over, or not checked yet; confirmed: the results count; alert: an admin has to check them. */
export const resultStateSchema = z.enum(['open', 'confirmed', 'alert']);
export type ResultState = z.infer<typeof resultStateSchema>;

export const weekResultSchema = z.object({
  week: z.int(),
  state: resultStateSchema,
  confirmedAt: z.nullable(z.string()),
  /** Of everybody with a card; null before the first final game. */
  averagePoints: z.nullable(z.number()),
  /** Number of players with a card. */
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

/** A problem found by the check of results. */
export const resultProblemSchema = z.object({
  code: z.enum([
    'game-missing',
    'game-added',
    'team-twice',
    'not-finished',
    'contradiction',
    'score-implausible',
    'feed-differs',
    'none-played',
  ]),
  /** What is wrong and what to do, in plain words. */
  message: z.string(),
  game: z.optional(z.string()),
  /** An admin has seen it and accepted it. */
  accepted: z.boolean(),
});
export type ResultProblem = z.infer<typeof resultProblemSchema>;

export const resultsCheckSchema = z.object({
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  /** The state that a decision now would give. */
  state: resultStateSchema,
  games: z.object({
    /** Number of games when the week closed; null before. */
    scheduled: z.nullable(z.int()),
    stored: z.int(),
    final: z.int(),
    calledOff: z.int(),
  }),
  problems: z.array(resultProblemSchema),
});
export type ResultsCheck = z.infer<typeof resultsCheckSchema>;

const scoreSchema = z.object({ points: z.int(), right: z.int(), rank: z.int() });

/** Differences between a week's stored scores and scores computed from scratch. */
export const recomputeSchema = z.object({
  week: z.int(),
  dryRun: z.boolean(),
  /** Number of all differences; the list may be shorter. */
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

/** A message that an automatic process needs an admin. */
export const alertSchema = z.object({
  id: z.int(),
  /** The subject; there is one alert for each: `results/2024/2/8`. */
  key: z.string(),
  title: z.string(),
  /** What is wrong and what to do. */
  message: z.string(),
  raisedAt: z.string(),
  /** When the cause disappeared by itself. */
  clearedAt: z.nullable(z.string()),
  /** When an admin closed it. */
  resolvedAt: z.nullable(z.string()),
});
export type Alert = z.infer<typeof alertSchema>;
export const alertsSchema = z.array(alertSchema);
