import { z } from 'zod';
import { gameSchema } from './game.js';
import { reportEventSchema } from './report.js';
import { seasonTypeSchema } from './season.js';

/** Namespace, events and limits of the live stream, in one place for server and client. */
export const LIVE_NAMESPACE = '/live';
export const HEARTBEAT_MS = 10_000;
export const LONG_POLL_MAX_WAIT_S = 30;
/** Leagues with more players than this get the top rows, the caller's neighbourhood and `spread`. */
export const LARGE_LEAGUE = 500;
export const TOP_ROWS = 50;
/** Rows above and below the viewer's own in a snapshot of a large league. */
export const NEIGHBOURS = 5;

export const scopeSchema = z.enum(['day', 'week', 'season']);
export type Scope = z.infer<typeof scopeSchema>;
export const SCOPES: readonly Scope[] = scopeSchema.options;

/** `[n, rank, points]`: n as in `players`, competition rank. */
export const rowSchema = z.tuple([z.number().int(), z.number().int(), z.number().int()]);
export type Row = z.infer<typeof rowSchema>;

export const livePlayerSchema = z.object({
  /** stable within an epoch */
  n: z.number().int(),
  id: z.string(),
  name: z.string(),
  /** favourite team's abbreviation */
  team: z.string().nullable(),
  /** plays a joker in the current week; unknown (false) until the card's banker is locked */
  joker: z.boolean(),
});
export type LivePlayer = z.infer<typeof livePlayerSchema>;

export const feedSchema = z.object({
  state: z.enum(['ok', 'stale', 'down']),
  /** ISO time of the last successful read; null = never read */
  asOf: z.string().nullable(),
});
export type Feed = z.infer<typeof feedSchema>;

export const causeKindSchema = z.enum([
  'touchdown',
  'field-goal',
  'extra-point',
  'two-point',
  'safety',
  'kick-off',
  'final',
  'correction',
  'score',
]);
export type CauseKind = z.infer<typeof causeKindSchema>;
export const causeSchema = z.object({
  game: z.string(),
  kind: causeKindSchema,
  /** abbreviation of the team that scored */
  team: z.string().optional(),
});
export type Cause = z.infer<typeof causeSchema>;

export const announcementSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Markdown source */
  body: z.string(),
  level: z.enum(['info', 'important', 'alert']),
  /** null = everybody */
  league: z.string().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  updatedAt: z.string(),
  /** set = withdrawn: clients take it down */
  withdrawnAt: z.string().nullable(),
});
export type Announcement = z.infer<typeof announcementSchema>;

/** With more entries than this a scope's ties are left out: ranks are then by points. */
export const MAX_TIES = 4_096;

const spreadOfScope = z.array(z.tuple([z.number().int(), z.number().int()]));
/**
 * `[points, count]` pairs, highest points first, of each scope. A delta has it, if empty, when any row of the league can have
 * changed.
 */
export const spreadSchema = z.object({
  day: spreadOfScope.optional(),
  week: spreadOfScope.optional(),
  season: spreadOfScope.optional(),
});
export type Spread = z.infer<typeof spreadSchema>;

const tiesOfScope = z.array(z.tuple([z.number().int(), z.number().int(), z.number(), z.number().int()]));
/**
 * `[points, right picks, average banker points, count]` where not all who are level on those points share a rank, best first, of each
 * scope; the average is 0 where it decides nothing.
 */
export const tiesSchema = z.object({
  day: tiesOfScope.optional(),
  week: tiesOfScope.optional(),
  season: tiesOfScope.optional(),
});
export type Ties = z.infer<typeof tiesSchema>;

export const slateSchema = z.object({
  season: z.number().int(),
  type: seasonTypeSchema,
  week: z.number().int(),
  /** id of the current game day, null when the week has no games */
  day: z.string().nullable(),
});
export type Slate = z.infer<typeof slateSchema>;

/** What a player in a large league needs to work out the own rows from the own card. */
export const ownBaseSchema = z.object({
  /** the viewer's number */
  n: z.number().int(),
  /** the season without the current week; null: no card in any other week */
  season: z
    .object({
      points: z.number().int(),
      right: z.number().int(),
      bankerPoints: z.number().int(),
      bankers: z.number().int(),
    })
    .nullable(),
  /** a joker of this week would count, by the league's rules */
  jokerCounts: z.boolean(),
});
export type OwnBase = z.infer<typeof ownBaseSchema>;

export const snapshotSchema = z.object({
  league: z.string(),
  epoch: z.string(),
  seq: z.number().int(),
  serverTime: z.string(),
  slate: slateSchema,
  games: z.array(gameSchema),
  players: z.array(livePlayerSchema),
  scopes: z.object({ day: z.array(rowSchema), week: z.array(rowSchema), season: z.array(rowSchema) }),
  announcements: z.array(announcementSchema),
  feed: feedSchema,
  spread: spreadSchema.optional(),
  ties: tiesSchema.optional(),
  own: ownBaseSchema.optional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const deltaSchema = z.object({
  league: z.string(),
  epoch: z.string(),
  /** first position this delta covers; it covers `from..seq` */
  from: z.number().int(),
  seq: z.number().int(),
  at: z.string(),
  games: z.array(gameSchema),
  scopes: z.object({
    day: z.array(rowSchema).optional(),
    week: z.array(rowSchema).optional(),
    season: z.array(rowSchema).optional(),
  }),
  players: z.array(livePlayerSchema).optional(),
  cause: causeSchema.optional(),
  spread: spreadSchema.optional(),
  ties: tiesSchema.optional(),
  /** large leagues: totals of other weeks may have changed, so `own` of the last snapshot is not true any more */
  bases: z.boolean().optional(),
  /** what the league's cards answer says may have changed: an earlier answer is not true any more (P71) */
  cards: z.boolean().optional(),
});
export type Delta = z.infer<typeof deltaSchema>;

export const announcementFrameSchema = z.object({
  /** the league whose stream it belongs to, as in a delta; `announcement.league` is whom it is for */
  league: z.string().optional(),
  epoch: z.string(),
  seq: z.number().int(),
  announcement: announcementSchema,
});
export type AnnouncementFrame = z.infer<typeof announcementFrameSchema>;

export const heartbeatSchema = z.object({
  epoch: z.string(),
  head: z.number().int(),
  serverTime: z.string(),
  feed: feedSchema,
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** Whose stream it is: the first event of every socket. */
export const helloSchema = z.object({ player: z.string() });
export type Hello = z.infer<typeof helloSchema>;

export const resyncSchema = z.object({ league: z.string(), reason: z.string() });
export type Resync = z.infer<typeof resyncSchema>;

export const byeSchema = z.object({ retryAfterMs: z.number().int() });
export type Bye = z.infer<typeof byeSchema>;

export const subscribeSchema = z.strictObject({
  league: z.string().min(1).max(64),
  epoch: z.string().max(64).optional(),
  since: z.number().int().min(0).optional(),
});
export type Subscribe = z.infer<typeof subscribeSchema>;
export const unsubscribeSchema = z.strictObject({ league: z.string().min(1).max(64) });
export type Unsubscribe = z.infer<typeof unsubscribeSchema>;

export type Ack = { ok: true } | { ok: false; code: string; message: string };

/** Server to client: event name -> payload schema. */
export const serverEvents = {
  hello: helloSchema,
  snapshot: snapshotSchema,
  delta: deltaSchema,
  announcement: announcementFrameSchema,
  heartbeat: heartbeatSchema,
  resync: resyncSchema,
  bye: byeSchema,
  report: reportEventSchema,
} as const;

export const longPollQuerySchema = z.object({
  epoch: z.string().max(64).optional(),
  since: z.coerce.number().int().min(0).optional(),
  wait: z.coerce.number().min(0).max(LONG_POLL_MAX_WAIT_S).default(25),
});
export type LongPollQuery = z.infer<typeof longPollQuerySchema>;

export const longPollEventSchema = z.discriminatedUnion('type', [
  snapshotSchema.extend({ type: z.literal('snapshot') }),
  deltaSchema.extend({ type: z.literal('delta') }),
  announcementFrameSchema.extend({ type: z.literal('announcement') }),
]);
export type LongPollEvent = z.infer<typeof longPollEventSchema>;

export const longPollAnswerSchema = z.object({
  epoch: z.string(),
  head: z.number().int(),
  reset: z.boolean(),
  serverTime: z.string(),
  feed: feedSchema,
  events: z.array(longPollEventSchema),
});
export type LongPollAnswer = z.infer<typeof longPollAnswerSchema>;
