import { seasonQuerySchema } from '@sunday-live/contract';
import { z } from 'zod';
import { weekSchema } from '../../calendar/week-param.js';

/**
 * Scope of an export. Absent: the newest season with cards (for players without a card: the current one), all weeks,
 * all players.
 */
export const exportQuerySchema = z.object({
  ...seasonQuerySchema.shape,
  week: weekSchema.optional(),
  player: z.string().min(1).max(64).optional(),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;
