import { announcementSchema } from './live.js';
import { lineSchema, textSchema } from './name.js';
import { z } from './zod.js';

const title = lineSchema(120);
/** Markdown source. */
const body = textSchema(5000);
const { level } = announcementSchema.shape;
const moment = z.nullable(z.iso.datetime({ offset: true }));

/** What the author decides, for everybody or for the league in the request's path. */
export const newLeagueAnnouncementSchema = z.strictObject({
  title,
  body,
  level: z._default(level, 'info'),
  /** null: stays until somebody withdraws it. */
  expiresAt: z._default(moment, null),
  /** When it is published; null: now. */
  publishAt: z._default(moment, null),
  /** True: also sent by email to its whole audience. */
  mail: z._default(z.boolean(), false),
});

export const newAnnouncementSchema = z.extend(newLeagueAnnouncementSchema, {
  /** null: everybody. */
  league: z._default(z.nullable(z.string().check(z.minLength(1), z.maxLength(64))), null),
});
export type NewAnnouncement = z.infer<typeof newAnnouncementSchema>;

/**
 * A change of an announcement; absent fields keep their value. The audience cannot change; the time can until
 * publication.
 */
export const announcementChangeSchema = z.strictObject({
  title: z.optional(title),
  body: z.optional(body),
  level: z.optional(level),
  expiresAt: z.optional(moment),
  publishAt: z.optional(z.iso.datetime({ offset: true })),
});
export type AnnouncementChange = z.infer<typeof announcementChangeSchema>;

/** An announcement as its authors see it. */
export const writtenAnnouncementSchema = z.extend(announcementSchema, {
  publishAt: z.string(),
  mail: z.boolean(),
  state: z.enum(['scheduled', 'live', 'expired', 'withdrawn']),
});
export type WrittenAnnouncement = z.infer<typeof writtenAnnouncementSchema>;
export const writtenAnnouncementsSchema = z.array(writtenAnnouncementSchema);

/**
 * Number of emails that an announcement to an audience would send now. Only addresses that are verified,
 * where that is required, and only players who have not switched these emails off.
 */
export const announcementReachSchema = z.object({ emails: z.int() });
export type AnnouncementReach = z.infer<typeof announcementReachSchema>;
