import { seasonQuerySchema } from '@sunday-live/contract';
import { z } from 'zod';
import { weekSchema } from '../../calendar/week-param.js';

/** What an export of play is about; absent = the newest season with cards (players without a card: the current one), all weeks, everybody. */
export const exportQuerySchema = z.object({
  ...seasonQuerySchema.shape,
  week: weekSchema.optional(),
  player: z.string().min(1).max(64).optional(),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;
