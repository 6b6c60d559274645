import { z } from 'zod';
import { gameSchema } from './game.js';
import { causeSchema } from './live.js';
import { positionSchema } from './position.js';
import { seasonTypeSchema } from './season.js';

/** One event of the slate log as members of a league may see it. */
export const historyEventSchema = z.object({
  seq: z.number().int(),
  at: z.string(),
  games: z.array(gameSchema),
  cause: causeSchema.optional(),
});
export type HistoryEvent = z.infer<typeof historyEventSchema>;

/** A week's log: fold `events` over `games` (as they stood before the first event) to see any minute of it. */
export const historySchema = z.object({
  league: z.string(),
  season: z.number().int(),
  type: seasonTypeSchema,
  week: z.number().int(),
  ...positionSchema.shape,
  games: z.array(gameSchema),
  events: z.array(historyEventSchema),
});
export type History = z.infer<typeof historySchema>;
