import { z } from 'zod';
import { DELETE_WORD } from './delete-word.js';
import { leagueSummarySchema } from './league.js';
import { announcementSchema } from './live.js';
import { pushChoicesSchema, pushDeviceSchema } from './notification.js';
import { meSchema } from './player.js';
import { cardSchema } from './season.js';

/** Whether strangers may sign up. */
export const registrationSchema = z.strictObject({ state: z.enum(['open', 'closed']) });
export type Registration = z.infer<typeof registrationSchema>;

/** A device on which somebody is signed in. */
export const sessionSchema = z.object({
  id: z.string(),
  /** As the browser named itself; null when it said nothing. */
  userAgent: z.string().nullable(),
  startedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  /** The one that asks. */
  current: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

/** A new address for the account: the password again, then a link in a mail to the new address. */
export const changeEmailSchema = z.strictObject({
  email: z.email().max(320),
  password: z.string().max(128),
});

export const confirmEmailSchema = z.strictObject({ token: z.string().min(1).max(200) });

export const deleteAccountSchema = z.strictObject({
  password: z.string().max(128),
  confirm: z.literal(DELETE_WORD),
});

/** Everything that is known of a player, for the player. */
export const accountExportSchema = z.object({
  exportedAt: z.iso.datetime(),
  profile: meSchema.extend({ n: z.number().int(), createdAt: z.iso.datetime() }),
  cards: z.array(
    cardSchema.pick({ picks: true, banker: true, joker: true, week: true, version: true }).extend({
      season: z.number().int(),
      seasonType: z.number().int(),
      savedAt: z.iso.datetime(),
    }),
  ),
  leagues: z.array(leagueSummarySchema),
  sessions: z.array(sessionSchema),
  announcements: z.array(announcementSchema),
  notifications: z.object({ choices: pushChoicesSchema, devices: z.array(pushDeviceSchema) }),
});
export type AccountExport = z.infer<typeof accountExportSchema>;
