import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** Why an admin changes something: read in the audit, and by the player whom it concerns. */
export const whySchema = z.string().check(z.trim(), z.minLength(3, 'must say why'), z.maxLength(500));

/** Body of a change that needs its reason. */
export const reasonSchema = z.strictObject({ why: whySchema });
export type Reason = z.infer<typeof reasonSchema>;

/** An account as admins see it. */
export const adminUserSchema = z.object({
  id: z.string(),
  n: z.int(),
  name: z.string(),
  email: z.string(),
  verified: z.boolean(),
  role: z.enum(['player', 'admin']),
  team: z.nullable(z.string()),
  createdAt: z.string(),
  /** null = active */
  deactivatedAt: z.nullable(z.string()),
  secondFactor: z.boolean(),
  sessions: z.int(),
  /** when a session was last renewed or begun, null = none is left */
  lastSeen: z.nullable(z.string()),
});
export type AdminUser = z.infer<typeof adminUserSchema>;

export const adminUsersQuerySchema = z.object({
  /** part of a name or of an email address */
  search: z._default(z.string().check(z.trim(), z.maxLength(120)), ''),
  show: z._default(z.enum(['all', 'admins', 'unverified', 'deactivated']), 'all'),
  page: z._default(z.coerce.number().check(z.int(), z.gte(1), z.lte(100_000)), 1),
});
export type AdminUsersQuery = z.infer<typeof adminUsersQuerySchema>;

export const adminUsersSchema = z.object({
  users: z.array(adminUserSchema),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type AdminUsers = z.infer<typeof adminUsersSchema>;

export const roleChangeSchema = z.strictObject({ role: z.enum(['player', 'admin']), why: whySchema });
export type RoleChange = z.infer<typeof roleChangeSchema>;

/** One change: values as they were and are. */
export const auditRowSchema = z.object({
  id: z.int(),
  at: z.string(),
  /** id and name as they were then; null = the system */
  actor: z.nullable(z.string()),
  actorName: z.nullable(z.string()),
  action: z.string(),
  target: z.string(),
  /** what the target is called, where it has a name */
  targetName: z.nullable(z.string()),
  before: z.unknown(),
  after: z.unknown(),
  why: z.nullable(z.string()),
  address: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

export const auditQuerySchema = z.object({
  /** only this action, or all that begin with it: `user`, `user.deactivate` */
  action: z.optional(z.string().check(z.regex(/^[a-z.-]{1,60}$/))),
  actor: z.optional(z.string().check(z.maxLength(64))),
  target: z.optional(z.string().check(z.maxLength(120))),
  /** rows older than this one */
  before: z.optional(z.coerce.number().check(z.int(), z.positive())),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditPageSchema = z.object({
  rows: z.array(auditRowSchema),
  /** `before` of the next page; null = this is the end */
  next: z.nullable(z.int()),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** What everybody may know of how the site runs. */
export const siteStatusSchema = z.object({
  registration: z.enum(['open', 'closed']),
  livePage: z.boolean(),
  maintenance: z.boolean(),
  /** what players are told during maintenance */
  notice: z.nullable(z.string()),
});
export type SiteStatus = z.infer<typeof siteStatusSchema>;

/** What is left out stays. */
export const switchesChangeSchema = z.strictObject({
  livePage: z.optional(z.boolean()),
  maintenance: z.optional(z.boolean()),
  notice: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(300)))),
  why: whySchema,
});
export type SwitchesChange = z.infer<typeof switchesChangeSchema>;

/** The feed as admins see it. */
export const feedHealthSchema = z.object({
  state: z.enum(['ok', 'stale', 'down']),
  /** last success */
  asOf: z.nullable(z.string()),
  /** in a row */
  failures: z.int(),
  changedAt: z.string(),
  nextPollAt: z.string(),
  /** between two polls, as the last success promised */
  intervalMs: z.number(),
  /** of the last good answer */
  latencyMs: z.nullable(z.number()),
  source: z.nullable(z.string()),
  /** a current week that the feed names and that is not believed yet */
  doubt: z.nullable(z.object({ words: z.string(), firstAt: z.string(), times: z.int() })),
  errors: z.array(z.object({ message: z.string(), firstAt: z.string(), lastAt: z.string(), times: z.int() })),
});
export type FeedHealth = z.infer<typeof feedHealthSchema>;

const gistSchema = z.object({
  away: z.string(),
  home: z.string(),
  awayScore: z.int(),
  homeScore: z.int(),
  state: z.enum(['pre', 'in', 'post', 'off']),
  kickoff: z.string(),
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
});

/** What the feed said and nobody believed. */
export const quarantinedObservationSchema = z.object({
  id: z.int(),
  game: z.string(),
  reason: z.string(),
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.int(),
  resolution: z.nullable(z.enum(['accepted', 'rejected'])),
  /** the feed itself has said something believable since */
  takenBack: z.boolean(),
  /** null = it could not be read, so it cannot be accepted */
  seen: z.nullable(gistSchema),
  stored: z.nullable(gistSchema),
});
export type QuarantinedObservation = z.infer<typeof quarantinedObservationSchema>;
export const quarantineSchema = z.array(quarantinedObservationSchema);

/** A process and who is connected to it. */
export const nodeReportSchema = z.object({
  node: z.string(),
  role: z.string(),
  startedAt: z.string(),
  seenAt: z.string(),
  sockets: z.int(),
  polls: z.int(),
  slow: z.int(),
});
export type NodeReport = z.infer<typeof nodeReportSchema>;
export const nodeReportsSchema = z.array(nodeReportSchema);

/** A job queue of the whole cluster in figures. */
export const queueReportSchema = z.object({
  queue: z.string(),
  waiting: z.int(),
  active: z.int(),
  delayed: z.int(),
  failed: z.int(),
  /** of the failed jobs that are kept, the latest */
  lastFailure: z.nullable(z.object({ at: z.string(), reason: z.string() })),
});
export type QueueReport = z.infer<typeof queueReportSchema>;
export const queueReportsSchema = z.array(queueReportSchema);

/** Who picked whom in a game that is locked, and who is missing. */
export const weekPicksSchema = z.object({
  week: z.int(),
  games: z.array(
    z.object({
      id: z.string(),
      away: z.string(),
      home: z.string(),
      kickoff: z.string(),
      /** false: only the day is known */
      timeValid: z.boolean(),
      /** false: nobody sees its picks yet, admins included, and all that follows is empty */
      locked: z.boolean(),
      bankers: z.array(z.string()),
      awayPicks: z.array(z.string()),
      homePicks: z.array(z.string()),
    }),
  ),
  /** active players without a card, or whose card has no pick of a game that is open */
  missing: z.array(z.object({ id: z.string(), name: z.string(), picked: z.int() })),
  /** games that are not called off */
  wanted: z.int(),
  players: z.int(),
});
export type WeekPicks = z.infer<typeof weekPicksSchema>;
