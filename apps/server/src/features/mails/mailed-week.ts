import { z } from 'zod';

/** The week that a mail to a player is about, as it lies in the mail's row. */
export const mailedWeekSchema = z.object({
  season: z.number().int(),
  seasonType: z.number().int(),
  week: z.number().int(),
  player: z.string(),
  name: z.string(),
  timeZone: z.string(),
});
export type MailedWeek = z.infer<typeof mailedWeekSchema>;

/** Names the week in keys of mails. */
export function aboutWeek({
  season,
  seasonType,
  week,
}: Pick<MailedWeek, 'season' | 'seasonType' | 'week'>): string {
  return `${season}:${seasonType}:${week}`;
}
