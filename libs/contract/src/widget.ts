import { gameSchema } from './game.js';
import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** The public data of an open league whose commissioner allows the widget. */
export const widgetSchema = z.object({
  name: z.string(),
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  /** True until the results of every game that counts are confirmed. */
  unofficial: z.boolean(),
  players: z.int(),
  /** The first rows of the week's standings. */
  rows: z.array(
    z.object({
      rank: z.int(),
      /** Other players have the same rank. */
      shared: z.optional(z.boolean()),
      name: z.string(),
      team: z.nullable(z.string()),
      points: z.int(),
    }),
  ),
  /** Games in progress. */
  games: z.array(
    z.pick(gameSchema, { id: true, away: true, home: true, awayScore: true, homeScore: true, detail: true }),
  ),
});
export type Widget = z.infer<typeof widgetSchema>;
