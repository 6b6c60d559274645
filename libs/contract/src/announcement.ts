import { z } from 'zod';
import { announcementSchema } from './live.js';
import { lineSchema, textSchema } from './name.js';

const title = lineSchema(120);
/** Markdown source. */
const body = textSchema(5000);
const { level } = announcementSchema.shape;
const moment = z.iso.datetime({ offset: true }).nullable();

/** What the writer decides, for everybody or for the league in the address. */
export const newLeagueAnnouncementSchema = z.strictObject({
  title,
  body,
  level: level.default('info'),
  /** null = stays until it is withdrawn */
  expiresAt: moment.default(null),
  /** when it goes out; null = now */
  publishAt: moment.default(null),
  /** true = also by mail to everybody whom it is for */
  mail: z.boolean().default(false),
});

export const newAnnouncementSchema = newLeagueAnnouncementSchema.extend({
  /** null = everybody */
  league: z.string().min(1).max(64).nullable().default(null),
});
export type NewAnnouncement = z.infer<typeof newAnnouncementSchema>;

/** What is left out stays; the audience cannot change, and the time only as long as it is to come. */
export const announcementChangeSchema = z.strictObject({
  title: title.optional(),
  body: body.optional(),
  level: level.optional(),
  expiresAt: moment.optional(),
  publishAt: z.iso.datetime({ offset: true }).optional(),
});
export type AnnouncementChange = z.infer<typeof announcementChangeSchema>;

/** An announcement as its writers see it. */
export const writtenAnnouncementSchema = announcementSchema.extend({
  publishAt: z.string(),
  mail: z.boolean(),
  state: z.enum(['scheduled', 'live', 'expired', 'withdrawn']),
});
export type WrittenAnnouncement = z.infer<typeof writtenAnnouncementSchema>;

/** Whom an announcement to an audience would reach by email now: addresses that are verified where they must be, and nobody who has switched such emails off. */
export const announcementReachSchema = z.object({ emails: z.number().int() });
export type AnnouncementReach = z.infer<typeof announcementReachSchema>;
