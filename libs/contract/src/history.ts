import { gameSchema } from './game.js';
import { causeSchema } from './live.js';
import { positionSchema } from './position.js';
import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** One event of the slate log, reduced to what members of a league may see. */
export const historyEventSchema = z.object({
  seq: z.int(),
  at: z.string(),
  games: z.array(gameSchema),
  cause: z.optional(causeSchema),
});
export type HistoryEvent = z.infer<typeof historyEventSchema>;

/**
 * A week's log. Fold `events` over `games`, which are the games before the first event, to get any moment of
 * the week.
 */
export const historySchema = z.object({
  league: z.string(),
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  ...positionSchema.shape,
  games: z.array(gameSchema),
  events: z.array(historyEventSchema),
});
export type History = z.infer<typeof historySchema>;
