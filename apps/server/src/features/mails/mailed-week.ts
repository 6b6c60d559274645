import { z } from 'zod';
import { type WeekKey, weekKeySchema } from '../slate/week-key.js';

/** The week that an email is about, as stored with the email. */
export const mailedWeekSchema = weekKeySchema.extend({
  player: z.string(),
  name: z.string(),
  timeZone: z.string(),
});
export type MailedWeek = z.infer<typeof mailedWeekSchema>;

/** Key of the week within the keys of emails. */
export function aboutWeek({ season, seasonType, week }: WeekKey): string {
  return `${season}:${seasonType}:${week}`;
}
