import { z } from './zod.js';

/** What can be heard of, each by choice. */
export const pushKindSchema = z.enum(['lead', 'banker', 'deadline', 'result']);
export type PushKind = z.infer<typeof pushKindSchema>;

/** The longest TV delay of a device. */
export const MAX_TV_DELAY_SECONDS = 120;

export const pushChoicesSchema = z.strictObject({
  lead: z.boolean(),
  banker: z.boolean(),
  deadline: z.boolean(),
  result: z.boolean(),
  /** false: shown without a sound */
  sound: z.boolean(),
  /** The league whose lead is followed. */
  league: z.nullable(z.string().check(z.maxLength(64))),
});
export type PushChoices = z.infer<typeof pushChoicesSchema>;

/** A device that is told; `id` is the SHA-256 of its endpoint in hex, so that a browser finds itself. */
export const pushDeviceSchema = z.object({
  id: z.string(),
  userAgent: z.nullable(z.string()),
  since: z.iso.datetime(),
  delaySeconds: z.int(),
  /** Its push service takes nothing for it any more: it must be switched on again, on the device. */
  refused: z.boolean(),
});
export type PushDevice = z.infer<typeof pushDeviceSchema>;

export const pushSettingsSchema = z.object({
  /** What `pushManager.subscribe` wants as `applicationServerKey`. */
  serverKey: z.string(),
  choices: z.object(pushChoicesSchema.shape),
  devices: z.array(pushDeviceSchema),
});
export type PushSettings = z.infer<typeof pushSettingsSchema>;

/** What a browser's `PushSubscription` says of itself, and the device's TV delay. */
export const registerPushDeviceSchema = z.strictObject({
  endpoint: z.url().check(z.maxLength(1000)),
  p256dh: z.string().check(z.regex(/^B[\w-]{86}$/)),
  auth: z.string().check(z.regex(/^[\w-]{22}$/)),
  serverKey: z.string().check(z.maxLength(100)),
  /** Absent: as it was for the browser that asks. */
  delaySeconds: z.optional(z.int().check(z.gte(0), z.lte(MAX_TV_DELAY_SECONDS))),
  /** Endpoint of the subscription whose place this one takes; its TV delay goes on. */
  replaces: z.optional(z.url().check(z.maxLength(1000))),
});
export type RegisterPushDevice = z.infer<typeof registerPushDeviceSchema>;

/** What travels to a device, encrypted; its service worker shows it. */
export const pushPayloadSchema = z.object({
  title: z.string(),
  body: z.string(),
  /** The page that it opens, a path of this site. */
  path: z.string().check(z.regex(/^\/(?!\/)/)),
  /** One with the same tag takes its place. */
  tag: z.string(),
  silent: z.boolean(),
});
export type PushPayload = z.infer<typeof pushPayloadSchema>;
