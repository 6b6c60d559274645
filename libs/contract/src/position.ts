import { z } from './zod.js';

/**
 * A position in the slate log. An answer with a position contains every change up to it, and may contain
 * more. Before a page combines two answers it requests the one with the lower `seq` again (P70).
 */
export const positionSchema = z.object({
  /** The lifetime of the log: positions of different epochs cannot be compared. */
  epoch: z.string(),
  seq: z.int(),
});
export type Position = z.infer<typeof positionSchema>;
