import { announcementSchema } from './live.js';
import { lineSchema, textSchema } from './name.js';
import { z } from './zod.js';

const title = lineSchema(120);
/** Markdown source. */
const body = textSchema(5000);
const { level } = announcementSchema.shape;
const moment = z.nullable(z.iso.datetime({ offset: true }));

/** What the writer decides, for everybody or for the league in the address. */
export const newLeagueAnnouncementSchema = z.strictObject({
  title,
  body,
  level: z._default(level, 'info'),
  /** null = stays until it is withdrawn */
  expiresAt: z._default(moment, null),
  /** when it goes out; null = now */
  publishAt: z._default(moment, null),
  /** true = also by mail to everybody whom it is for */
  mail: z._default(z.boolean(), false),
});

export const newAnnouncementSchema = z.extend(newLeagueAnnouncementSchema, {
  /** null = everybody */
  league: z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(64))), null),
});
export type NewAnnouncement = z.infer<typeof newAnnouncementSchema>;

/** What is left out stays; the audience cannot change, and the time only as long as it is to come. */
export const announcementChangeSchema = z.strictObject({
  title: z.optional(title),
  body: z.optional(body),
  level: z.optional(level),
  expiresAt: z.optional(moment),
  publishAt: z.optional(z.iso.datetime({ offset: true })),
});
export type AnnouncementChange = z.infer<typeof announcementChangeSchema>;

/** An announcement as its writers see it. */
export const writtenAnnouncementSchema = z.extend(announcementSchema, {
  publishAt: z.string(),
  mail: z.boolean(),
  state: z.enum(['scheduled', 'live', 'expired', 'withdrawn']),
});
export type WrittenAnnouncement = z.infer<typeof writtenAnnouncementSchema>;
export const writtenAnnouncementsSchema = z.array(writtenAnnouncementSchema);

/** Whom an announcement to an audience would reach by email now: addresses that are verified where they must be, and nobody who has switched such emails off. */
export const announcementReachSchema = z.object({ emails: z.int() });
export type AnnouncementReach = z.infer<typeof announcementReachSchema>;
