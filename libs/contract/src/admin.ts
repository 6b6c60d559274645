import { pageQuerySchema, pageSchema } from './page.js';
import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** Why an admin changes something. The audit log and the player concerned show it. */
export const whySchema = z.string().check(z.trim(), z.minLength(3, 'must say why'), z.maxLength(500));

/** Body of a change that needs a reason. */
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
  /** null: active */
  deactivatedAt: z.nullable(z.string()),
  secondFactor: z.boolean(),
  sessions: z.int(),
  /** When a session was last renewed or started; null: no session is left. */
  lastSeen: z.nullable(z.string()),
  /** The day on which the player scores games, also one that is still to come; null: none. */
  scorer: z.nullable(z.object({ from: z.string(), until: z.string() })),
});
export type AdminUser = z.infer<typeof adminUserSchema>;

export const adminUsersQuerySchema = z.extend(pageQuerySchema, {
  /** Part of a name or of an email address. */
  q: z._default(z.string().check(z.trim(), z.maxLength(120)), ''),
  show: z._default(z.enum(['all', 'admins', 'unverified', 'deactivated']), 'all'),
});
export type AdminUsersQuery = z.infer<typeof adminUsersQuerySchema>;

/** Accounts by name. */
export const adminUsersSchema = z.object({ users: z.array(adminUserSchema), ...pageSchema.shape });
export type AdminUsers = z.infer<typeof adminUsersSchema>;

export const roleChangeSchema = z.strictObject({ role: z.enum(['player', 'admin']), why: whySchema });
export type RoleChange = z.infer<typeof roleChangeSchema>;

/** Makes a player a scorer for 24 hours, or ends that. */
export const scorerChangeSchema = z.strictObject({
  scorer: z.boolean(),
  /** When the day begins; absent: now. */
  from: z.optional(z.iso.datetime({ offset: true })),
  why: whySchema,
});
export type ScorerChange = z.infer<typeof scorerChangeSchema>;

/** One change in the audit log, with the values before and after it. */
export const auditRowSchema = z.object({
  id: z.int(),
  at: z.string(),
  /** Id and name at the time of the change; null: the system. */
  actor: z.nullable(z.string()),
  actorName: z.nullable(z.string()),
  action: z.string(),
  target: z.string(),
  /** The target's name, if it has one. */
  targetName: z.nullable(z.string()),
  before: z.unknown(),
  after: z.unknown(),
  why: z.nullable(z.string()),
  address: z.nullable(z.string()),
  requestId: z.nullable(z.string()),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

export const auditQuerySchema = z.extend(pageQuerySchema, {
  /** Only this action, or all actions with this prefix: `user`, `user.deactivate`. */
  action: z.optional(z.string().check(z.regex(/^[a-z.-]{1,60}$/))),
  actor: z.optional(z.string().check(z.maxLength(64))),
  target: z.optional(z.string().check(z.maxLength(120))),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

/** Changes, newest first. */
export const auditPageSchema = z.object({ rows: z.array(auditRowSchema), ...pageSchema.shape });
export type AuditPage = z.infer<typeof auditPageSchema>;

/** The state of the site that everybody may see. */
export const siteStatusSchema = z.object({
  registration: z.enum(['open', 'closed']),
  livePage: z.boolean(),
  maintenance: z.boolean(),
  /** The text that players see during maintenance. */
  notice: z.nullable(z.string()),
});
export type SiteStatus = z.infer<typeof siteStatusSchema>;

/** A change of the site's switches; absent fields keep their value. */
export const switchesChangeSchema = z.strictObject({
  livePage: z.optional(z.boolean()),
  maintenance: z.optional(z.boolean()),
  notice: z.optional(z.nullable(z.string().check(z.trim(), z.maxLength(300)))),
  why: whySchema,
});
export type SwitchesChange = z.infer<typeof switchesChangeSchema>;

/** The feed's health for admins. */
export const feedHealthSchema = z.object({
  state: z.enum(['ok', 'stale', 'down']),
  /** Time of the last success. */
  asOf: z.nullable(z.string()),
  /** Failures in a row. */
  failures: z.int(),
  changedAt: z.string(),
  nextPollAt: z.string(),
  /** Time between two polls, as the last success set it. */
  intervalMs: z.number(),
  /** Latency of the last good answer. */
  latencyMs: z.nullable(z.number()),
  source: z.nullable(z.string()),
  /** A current week that the feed names and that the server does not believe yet. */
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

/** An observation of the feed that the server did not believe. */
export const quarantinedObservationSchema = z.object({
  id: z.int(),
  game: z.string(),
  reason: z.string(),
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.int(),
  resolution: z.nullable(z.enum(['accepted', 'rejected'])),
  /** The feed itself has sent something believable since. */
  takenBack: z.boolean(),
  /** null: the observation was unreadable, so nobody can accept it. */
  seen: z.nullable(gistSchema),
  stored: z.nullable(gistSchema),
});
export type QuarantinedObservation = z.infer<typeof quarantinedObservationSchema>;
/** Undecided observations first, then the newest. */
export const quarantineSchema = z.object({
  rows: z.array(quarantinedObservationSchema),
  ...pageSchema.shape,
});
export type Quarantine = z.infer<typeof quarantineSchema>;

/** A server process and its connections. */
export const nodeReportSchema = z.object({
  node: z.string(),
  role: z.string(),
  startedAt: z.string(),
  seenAt: z.string(),
  sockets: z.int(),
  polls: z.int(),
  slow: z.int(),
  /** Events on the log that the node has not applied yet; null: it does not follow the log (workers, until somebody needs it there). */
  behind: z.nullable(z.int()),
});
export type NodeReport = z.infer<typeof nodeReportSchema>;
export const nodeReportsSchema = z.array(nodeReportSchema);

/** One job queue of the whole cluster, in numbers. */
export const queueReportSchema = z.object({
  queue: z.string(),
  waiting: z.int(),
  active: z.int(),
  delayed: z.int(),
  failed: z.int(),
  /** The latest of the failed jobs that the queue still keeps. */
  lastFailure: z.nullable(z.object({ at: z.string(), reason: z.string() })),
});
export type QueueReport = z.infer<typeof queueReportSchema>;
export const queueReportsSchema = z.array(queueReportSchema);

/** The picks of each locked game, and the players with missing picks. */
export const weekPicksSchema = z.object({
  week: z.int(),
  games: z.array(
    z.object({
      id: z.string(),
      away: z.string(),
      home: z.string(),
      kickoff: z.string(),
      /** False: only the day is known. */
      timeValid: z.boolean(),
      /** False: nobody sees the game's picks yet, admins included, and all fields below are empty. */
      locked: z.boolean(),
      bankers: z.array(z.string()),
      awayPicks: z.array(z.string()),
      homePicks: z.array(z.string()),
    }),
  ),
  /** Active players without a card, or whose card lacks a pick of an open game. */
  missing: z.array(z.object({ id: z.string(), name: z.string(), picked: z.int() })),
  /** Games that are not called off. */
  wanted: z.int(),
  players: z.int(),
});
export type WeekPicks = z.infer<typeof weekPicksSchema>;
