import { z } from 'zod';
import { gameSchema } from './game.js';
import { seasonTypeSchema } from './season.js';

/** What the whole web may see of an open league whose commissioner allows it. */
export const widgetSchema = z.object({
  name: z.string(),
  season: z.number().int(),
  type: seasonTypeSchema,
  week: z.number().int(),
  /** true until the results of every game that counts are confirmed */
  unofficial: z.boolean(),
  players: z.number().int(),
  /** The first places of the week. */
  rows: z.array(
    z.object({
      rank: z.number().int(),
      /** Others have the same place. */
      shared: z.boolean().optional(),
      name: z.string(),
      team: z.string().nullable(),
      points: z.number().int(),
    }),
  ),
  /** Games that are being played. */
  games: z.array(
    gameSchema.pick({ id: true, away: true, home: true, awayScore: true, homeScore: true, detail: true }),
  ),
});
export type Widget = z.infer<typeof widgetSchema>;
