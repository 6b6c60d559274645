import { z } from 'zod';
import { type WeekKey, weekKeySchema } from '../slate/week-key.js';

/** The week that a mail to a player is about, as it lies in the mail's row. */
export const mailedWeekSchema = weekKeySchema.extend({
  player: z.string(),
  name: z.string(),
  timeZone: z.string(),
});
export type MailedWeek = z.infer<typeof mailedWeekSchema>;

/** Names the week in keys of mails. */
export function aboutWeek({ season, seasonType, week }: WeekKey): string {
  return `${season}:${seasonType}:${week}`;
}
