import { nameSchema } from './name.js';
import { TEAMS } from './teams.js';
import { z } from './zod.js';

const abbreviations = new Set(TEAMS.map((team) => team.abbr));

export const teamAbbrSchema = z.string().check(z.refine((abbr) => abbreviations.has(abbr), 'unknown team'));

export const timeZoneSchema = z.string().check(z.maxLength(64), z.refine(isTimeZone, 'unknown time zone'));

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export const notificationsSchema = z.object({
  reminder48h: z.boolean(),
  pickConfirmation: z.boolean(),
  weeklyResult: z.boolean(),
  announcements: z.boolean(),
});

/** An email that a player may switch off. */
export const optionalEmailSchema = z.keyof(notificationsSchema);
export type OptionalEmail = z.infer<typeof optionalEmailSchema>;

export const meSchema = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  team: z.nullable(z.string()),
  timeZone: z.string(),
  role: z.enum(['player', 'admin']),
  notifications: notificationsSchema,
  liveLanding: z.boolean(),
  /** A demo account, shared by all visitors of the demo: times use the zone of each visitor's device. */
  demo: z.optional(z.boolean()),
  /** `needed`: an admin, who can use no admin function until it is on. */
  secondFactor: z.enum(['on', 'off', 'needed']),
  /** Until when the player may score games by hand; absent: not now. */
  scorerUntil: z.optional(z.string()),
});
export type Me = z.infer<typeof meSchema>;

export const updateMeSchema = z.strictObject({
  name: z.optional(nameSchema),
  team: z.optional(z.nullable(teamAbbrSchema)),
  timeZone: z.optional(timeZoneSchema),
  notifications: z.optional(z.partial(notificationsSchema)),
  liveLanding: z.optional(z.boolean()),
});
export type UpdateMe = z.infer<typeof updateMeSchema>;
