import { z } from 'zod';
import { DELETE_WORD } from './delete-word.js';
import { leagueSummarySchema } from './league.js';
import { announcementSchema } from './live.js';
import { pushChoicesSchema, pushDeviceSchema } from './notification.js';
import { meSchema } from './player.js';
import { reportSummarySchema } from './report.js';
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
/** A week of a season; the type is 1 pre, 2 regular, 3 post. */
const weekSchema = z.object({
  season: z.number().int(),
  seasonType: z.number().int(),
  week: z.number().int(),
});

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
  /** What each card said when its picks closed; the hash is SHA-256 of nonce, line feed, content. */
  receipts: z.array(
    weekSchema.extend({ part: z.number().int(), nonce: z.string(), content: z.string(), hash: z.string() }),
  ),
  /** Changes of cards by admins after the lock. */
  corrections: z.array(
    weekSchema.extend({ at: z.iso.datetime(), why: z.string(), before: z.unknown(), after: z.unknown() }),
  ),
  /** Reports that the player asked for. What they say is at /api/reports/:id/document. */
  reports: z.array(reportSummarySchema),
  /** Emails of the last 90 days. */
  emails: z.array(
    z.object({
      kind: z.string(),
      to: z.string(),
      state: z.enum(['queued', 'sending', 'sent', 'failed', 'dropped']),
      createdAt: z.iso.datetime(),
      sentAt: z.iso.datetime().nullable(),
    }),
  ),
});
export type AccountExport = z.infer<typeof accountExportSchema>;
