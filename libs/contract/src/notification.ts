import { z } from './zod.js';

/** The kinds of notifications, and the words beside the switch of each; players choose each separately. */
export const PUSH_KINDS = {
  lead: 'I take or lose the lead of the day or the week',
  banker: 'My banker falls behind, or leads again',
  deadline: 'Two hours to the deadline, and picks are missing',
  result: 'The result of my week',
} as const;
export type PushKind = keyof typeof PUSH_KINDS;
const pushKinds = Object.keys(PUSH_KINDS) as PushKind[];
export const pushKindSchema = z.enum(pushKinds);

const switchesOf = <T>(value: () => T): Record<PushKind, T> =>
  Object.fromEntries(pushKinds.map((kind) => [kind, value()])) as Record<PushKind, T>;

/** The longest TV delay of a device, in seconds. */
export const MAX_TV_DELAY_SECONDS = 120;

export const pushChoicesSchema = z.strictObject({
  ...switchesOf(() => z.boolean()),
  /** False: shown without a sound. */
  sound: z.boolean(),
  /** The league whose lead changes are reported. */
  league: z.nullable(z.string().check(z.maxLength(64))),
});
export type PushChoices = z.infer<typeof pushChoicesSchema>;

/** The choices of a player who has chosen nothing. */
export const NO_PUSH: PushChoices = { ...switchesOf(() => false), sound: false, league: null };

/**
 * A device that receives notifications; `id` is the SHA-256 of its endpoint in hex, so that a browser
 * recognises itself.
 */
export const pushDeviceSchema = z.object({
  id: z.string(),
  userAgent: z.nullable(z.string()),
  since: z.iso.datetime(),
  delaySeconds: z.int(),
  /** Its push service rejects notifications: the player must switch them on again, on the device. */
  refused: z.boolean(),
});
export type PushDevice = z.infer<typeof pushDeviceSchema>;

export const pushSettingsSchema = z.object({
  /** The value for `applicationServerKey` of `pushManager.subscribe`. */
  serverKey: z.string(),
  choices: z.object(pushChoicesSchema.shape),
  devices: z.array(pushDeviceSchema),
});
export type PushSettings = z.infer<typeof pushSettingsSchema>;

/** The data of a browser's `PushSubscription`, and the device's TV delay. */
export const registerPushDeviceSchema = z.strictObject({
  endpoint: z.url().check(z.maxLength(1000)),
  p256dh: z.string().check(z.regex(/^B[\w-]{86}$/)),
  auth: z.string().check(z.regex(/^[\w-]{22}$/)),
  serverKey: z.string().check(z.maxLength(100)),
  /** Seconds; absent: as before for this browser. */
  delaySeconds: z.optional(z.int().check(z.gte(0), z.lte(MAX_TV_DELAY_SECONDS))),
  /** Endpoint of the subscription that this one replaces; its TV delay is kept. */
  replaces: z.optional(z.url().check(z.maxLength(1000))),
});
export type RegisterPushDevice = z.infer<typeof registerPushDeviceSchema>;

/** The encrypted payload of a push message; the device's service worker shows it. */
export const pushPayloadSchema = z.object({
  title: z.string(),
  body: z.string(),
  /** The page that a click opens, a path of this site. */
  path: z.string().check(z.regex(/^\/(?!\/)/)),
  /** A notification with the same tag replaces this one. */
  tag: z.string(),
  silent: z.boolean(),
});
export type PushPayload = z.infer<typeof pushPayloadSchema>;
