import { z } from './zod.js';

/**
 * A place in the slate's log. An answer that names one holds everything that happened up to it, and may hold more: the answer with the
 * lower `seq` of two is the one to ask for again before a page combines them (P70).
 */
export const positionSchema = z.object({
  /** the life of the log: positions of different ones cannot be compared */
  epoch: z.string(),
  seq: z.int(),
});
export type Position = z.infer<typeof positionSchema>;
