import { announcementSchema } from '@sunday-live/contract';
import { z } from 'zod';

const title = z.string().trim().min(1).max(120);
/** Markdown source. */
const body = z.string().trim().min(1).max(5000);
const level = announcementSchema.shape.level;
const expiresAt = z.iso.datetime({ offset: true }).nullable();

export const newAnnouncementSchema = z.strictObject({
  title,
  body,
  level: level.default('info'),
  /** null = everybody */
  league: z.string().min(1).max(64).nullable().default(null),
  expiresAt: expiresAt.default(null),
});
export type NewAnnouncement = z.infer<typeof newAnnouncementSchema>;

/** What is left out stays; the audience cannot change. */
export const announcementChangeSchema = z.strictObject({
  title: title.optional(),
  body: body.optional(),
  level: level.optional(),
  expiresAt: expiresAt.optional(),
});
export type AnnouncementChange = z.infer<typeof announcementChangeSchema>;
