import { DELETE_WORD } from './delete-word.js';
import { leagueSummarySchema } from './league.js';
import { announcementSchema } from './live.js';
import { pushChoicesSchema, pushDeviceSchema } from './notification.js';
import { meSchema } from './player.js';
import { reportSummarySchema } from './report.js';
import { cardSchema } from './season.js';
import { z } from './zod.js';

/** Whether new players may sign up. */
export const registrationSchema = z.object({ state: z.enum(['open', 'closed']) });
export type Registration = z.infer<typeof registrationSchema>;

/** A device on which the player is signed in. */
export const sessionSchema = z.object({
  id: z.string(),
  /** The browser's User-Agent header; null when it sent none. */
  userAgent: z.nullable(z.string()),
  startedAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  /** True for the session that makes this request. */
  current: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;
export const sessionsSchema = z.array(sessionSchema);

/**
 * A change of the account's email address: it needs the password and a link that is sent to the new address.
 */
export const changeEmailSchema = z.strictObject({
  email: z.email().check(z.maxLength(320)),
  password: z.string().check(z.maxLength(128)),
});

export const confirmEmailSchema = z.strictObject({
  token: z.string().check(z.minLength(1), z.maxLength(200)),
});

export const deleteAccountSchema = z.strictObject({
  password: z.string().check(z.maxLength(128)),
  confirm: z.literal(DELETE_WORD),
});

/** Everything that the server stores about a player, for that player to download. */
/** A week of a season; the type is 1 pre, 2 regular, 3 post. */
const weekSchema = z.object({
  season: z.int(),
  seasonType: z.int(),
  week: z.int(),
});

export const accountExportSchema = z.object({
  exportedAt: z.iso.datetime(),
  profile: z.extend(meSchema, { n: z.int(), createdAt: z.iso.datetime() }),
  cards: z.array(
    z.extend(z.pick(cardSchema, { picks: true, banker: true, joker: true, week: true, version: true }), {
      season: z.int(),
      seasonType: z.int(),
      savedAt: z.iso.datetime(),
    }),
  ),
  leagues: z.array(leagueSummarySchema),
  sessions: z.array(sessionSchema),
  announcements: z.array(announcementSchema),
  notifications: z.object({ choices: z.object(pushChoicesSchema.shape), devices: z.array(pushDeviceSchema) }),
  /** The card as it was when its picks locked; `hash` is SHA-256 of nonce, line feed, content. */
  receipts: z.array(
    z.extend(weekSchema, { part: z.int(), nonce: z.string(), content: z.string(), hash: z.string() }),
  ),
  /** Changes that admins made to cards after the lock. */
  corrections: z.array(
    z.extend(weekSchema, { at: z.iso.datetime(), why: z.string(), before: z.unknown(), after: z.unknown() }),
  ),
  /** Reports that the player requested. Their content is at /api/reports/:id/document. */
  reports: z.array(reportSummarySchema),
  /** Emails of the last 90 days. */
  emails: z.array(
    z.object({
      kind: z.string(),
      to: z.string(),
      state: z.enum(['queued', 'sending', 'sent', 'failed', 'dropped']),
      createdAt: z.iso.datetime(),
      sentAt: z.nullable(z.iso.datetime()),
    }),
  ),
});
export type AccountExport = z.infer<typeof accountExportSchema>;
