import { z } from 'zod';
import { weekSchema } from '../../season/week-param.js';

/** What an export of play is about; absent = the current season, all weeks, everybody. */
export const exportQuerySchema = z.object({
  season: z.coerce.number().int().min(1990).max(2200).optional(),
  week: weekSchema.optional(),
  player: z.string().min(1).max(64).optional(),
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;
