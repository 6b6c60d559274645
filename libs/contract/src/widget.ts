import { gameSchema } from './game.js';
import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** What the whole web may see of an open league whose commissioner allows it. */
export const widgetSchema = z.object({
  name: z.string(),
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  /** true until the results of every game that counts are confirmed */
  unofficial: z.boolean(),
  players: z.int(),
  /** The first places of the week. */
  rows: z.array(
    z.object({
      rank: z.int(),
      /** Others have the same place. */
      shared: z.optional(z.boolean()),
      name: z.string(),
      team: z.nullable(z.string()),
      points: z.int(),
    }),
  ),
  /** Games that are being played. */
  games: z.array(
    z.pick(gameSchema, { id: true, away: true, home: true, awayScore: true, homeScore: true, detail: true }),
  ),
});
export type Widget = z.infer<typeof widgetSchema>;
