import { z } from 'zod';
import { seasonTypeSchema } from './season.js';

/** Why an admin changes something: read in the audit, and by the player whom it concerns. */
export const whySchema = z.string().trim().min(3, 'must say why').max(500);

/** Body of a change that needs its reason. */
export const reasonSchema = z.strictObject({ why: whySchema });
export type Reason = z.infer<typeof reasonSchema>;

/** An account as admins see it. */
export const adminUserSchema = z.object({
  id: z.string(),
  n: z.number().int(),
  name: z.string(),
  email: z.string(),
  verified: z.boolean(),
  role: z.enum(['player', 'admin']),
  team: z.string().nullable(),
  createdAt: z.string(),
  /** null = active */
  deactivatedAt: z.string().nullable(),
  secondFactor: z.boolean(),
  sessions: z.number().int(),
  /** when a session was last renewed or begun, null = none is left */
  lastSeen: z.string().nullable(),
});
export type AdminUser = z.infer<typeof adminUserSchema>;

export const adminUsersQuerySchema = z.object({
  /** part of a name or of an e-mail address */
  search: z.string().trim().max(120).default(''),
  show: z.enum(['all', 'admins', 'unverified', 'deactivated']).default('all'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type AdminUsersQuery = z.infer<typeof adminUsersQuerySchema>;

export const adminUsersSchema = z.object({
  users: z.array(adminUserSchema),
  total: z.number().int(),
  page: z.number().int(),
  pages: z.number().int(),
});
export type AdminUsers = z.infer<typeof adminUsersSchema>;

export const roleChangeSchema = z.strictObject({ role: z.enum(['player', 'admin']), why: whySchema });
export type RoleChange = z.infer<typeof roleChangeSchema>;

/** One change: values as they were and are. */
export const auditRowSchema = z.object({
  id: z.number().int(),
  at: z.string(),
  /** id and name as they were then; null = the system */
  actor: z.string().nullable(),
  actorName: z.string().nullable(),
  action: z.string(),
  target: z.string(),
  /** what the target is called, where it has a name */
  targetName: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  why: z.string().nullable(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
});
export type AuditRow = z.infer<typeof auditRowSchema>;

export const auditQuerySchema = z.object({
  /** only this action, or all that begin with it: `user`, `user.deactivate` */
  action: z
    .string()
    .regex(/^[a-z.-]{1,60}$/)
    .optional(),
  actor: z.string().max(64).optional(),
  target: z.string().max(120).optional(),
  /** rows older than this one */
  before: z.coerce.number().int().positive().optional(),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditPageSchema = z.object({
  rows: z.array(auditRowSchema),
  /** `before` of the next page; null = this is the end */
  next: z.number().int().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** What everybody may know of how the site runs. */
export const siteStatusSchema = z.object({
  registration: z.enum(['open', 'closed']),
  livePage: z.boolean(),
  maintenance: z.boolean(),
  /** what players are told during maintenance */
  notice: z.string().nullable(),
});
export type SiteStatus = z.infer<typeof siteStatusSchema>;

/** What is left out stays. */
export const switchesChangeSchema = z.strictObject({
  livePage: z.boolean().optional(),
  maintenance: z.boolean().optional(),
  notice: z.string().trim().max(300).nullable().optional(),
  why: whySchema,
});
export type SwitchesChange = z.infer<typeof switchesChangeSchema>;

/** The feed as admins see it. */
export const feedHealthSchema = z.object({
  state: z.enum(['ok', 'stale', 'down']),
  /** last success */
  asOf: z.string().nullable(),
  /** in a row */
  failures: z.number().int(),
  changedAt: z.string(),
  nextPollAt: z.string(),
  /** between two polls, as the last success promised */
  intervalMs: z.number(),
  /** of the last good answer */
  latencyMs: z.number().nullable(),
  source: z.string().nullable(),
  /** a current week that the feed names and that is not believed yet */
  doubt: z.object({ words: z.string(), firstAt: z.string(), times: z.number().int() }).nullable(),
  errors: z.array(
    z.object({ message: z.string(), firstAt: z.string(), lastAt: z.string(), times: z.number().int() }),
  ),
});
export type FeedHealth = z.infer<typeof feedHealthSchema>;

const gistSchema = z.object({
  away: z.string(),
  home: z.string(),
  awayScore: z.number().int(),
  homeScore: z.number().int(),
  state: z.enum(['pre', 'in', 'post', 'off']),
  kickoff: z.string(),
  season: z.number().int(),
  type: seasonTypeSchema,
  week: z.number().int(),
});

/** What the feed said and nobody believed. */
export const quarantinedObservationSchema = z.object({
  id: z.number().int(),
  game: z.string(),
  reason: z.string(),
  firstAt: z.string(),
  lastAt: z.string(),
  times: z.number().int(),
  resolution: z.enum(['accepted', 'rejected']).nullable(),
  /** the feed itself has said something believable since */
  takenBack: z.boolean(),
  /** null = it could not be read, so it cannot be accepted */
  seen: gistSchema.nullable(),
  stored: gistSchema.nullable(),
});
export type QuarantinedObservation = z.infer<typeof quarantinedObservationSchema>;

/** A process and who is connected to it. */
export const nodeReportSchema = z.object({
  node: z.string(),
  role: z.string(),
  startedAt: z.string(),
  seenAt: z.string(),
  sockets: z.number().int(),
  polls: z.number().int(),
  slow: z.number().int(),
});
export type NodeReport = z.infer<typeof nodeReportSchema>;

/** A job queue of the whole cluster in figures. */
export const queueReportSchema = z.object({
  queue: z.string(),
  waiting: z.number().int(),
  active: z.number().int(),
  delayed: z.number().int(),
  failed: z.number().int(),
  /** of the failed jobs that are kept, the latest */
  lastFailure: z.object({ at: z.string(), reason: z.string() }).nullable(),
});
export type QueueReport = z.infer<typeof queueReportSchema>;

/** Who picked whom in a game that is locked, and who is missing. */
export const weekPicksSchema = z.object({
  week: z.number().int(),
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
  missing: z.array(z.object({ id: z.string(), name: z.string(), picked: z.number().int() })),
  /** games that are not called off */
  wanted: z.number().int(),
  players: z.number().int(),
});
export type WeekPicks = z.infer<typeof weekPicksSchema>;
