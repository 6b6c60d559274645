import { gameSchema } from './game.js';
import { seasonTypeSchema } from './season.js';
import { z } from './zod.js';

/** Namespace and limits of the live stream, shared by server and client. */
export const LIVE_NAMESPACE = '/live';
export const HEARTBEAT_MS = 10_000;
export const LONG_POLL_MAX_WAIT_S = 30;
/** Leagues with more players than this get only the top rows, the rows around the viewer and `spread`. */
export const LARGE_LEAGUE = 500;
export const TOP_ROWS = 50;
/** Rows above and below the viewer's own in a snapshot of a large league. */
export const NEIGHBOURS = 5;

export const scopeSchema = z.enum(['day', 'week', 'season']);
export type Scope = z.infer<typeof scopeSchema>;
export const SCOPES: readonly Scope[] = scopeSchema.options;

/** `[n, rank, points]`: n as in `players`, rank is a competition rank. */
export const rowSchema = z.tuple([z.int(), z.int(), z.int()]);
export type Row = z.infer<typeof rowSchema>;

export const livePlayerSchema = z.object({
  /** Stable within an epoch. */
  n: z.int(),
  id: z.string(),
  name: z.string(),
  /** Abbreviation of the favourite team. */
  team: z.nullable(z.string()),
  /**
   * Plays a joker in the current week; false until the card's banker is locked, because nobody may know
   * before.
   */
  joker: z.boolean(),
});
export type LivePlayer = z.infer<typeof livePlayerSchema>;

export const feedSchema = z.object({
  state: z.enum(['ok', 'stale', 'down']),
  /** ISO time of the last successful read; null: never read. */
  asOf: z.nullable(z.string()),
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
  /** Abbreviation of the team that scored. */
  team: z.optional(z.string()),
});
export type Cause = z.infer<typeof causeSchema>;

export const announcementSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Markdown source. */
  body: z.string(),
  level: z.enum(['info', 'important', 'alert']),
  /** null: everybody. */
  league: z.nullable(z.string()),
  createdAt: z.string(),
  expiresAt: z.nullable(z.string()),
  updatedAt: z.string(),
  /** Set: withdrawn, and clients remove it. */
  withdrawnAt: z.nullable(z.string()),
});
export type Announcement = z.infer<typeof announcementSchema>;
export const announcementsSchema = z.array(announcementSchema);

/** Above this many entries the ties of a scope are omitted; ranks then follow points alone. */
export const MAX_TIES = 4_096;

const spreadOfScope = z.array(z.tuple([z.int(), z.int()]));
/**
 * `[points, count]` pairs of each scope, highest points first. A delta has it, even empty, when any row of
 * the league may have changed.
 */
export const spreadSchema = z.object({
  day: z.optional(spreadOfScope),
  week: z.optional(spreadOfScope),
  season: z.optional(spreadOfScope),
});
export type Spread = z.infer<typeof spreadSchema>;

const tiesOfScope = z.array(z.tuple([z.int(), z.int(), z.number(), z.int()]));
/**
 * `[points, right picks, average banker points, count]` of each scope, best first, for players with equal
 * points and different ranks; the average is 0 where it decides nothing.
 */
export const tiesSchema = z.object({
  day: z.optional(tiesOfScope),
  week: z.optional(tiesOfScope),
  season: z.optional(tiesOfScope),
});
export type Ties = z.infer<typeof tiesSchema>;

export const slateSchema = z.object({
  season: z.int(),
  type: seasonTypeSchema,
  week: z.int(),
  /** Id of the current game day; null when the week has no games. */
  day: z.nullable(z.string()),
});
export type Slate = z.infer<typeof slateSchema>;

/** What a player in a large league needs to compute their own rows from their own card. */
export const ownBaseSchema = z.object({
  /** The viewer's number. */
  n: z.int(),
  /** Totals of the season without the current week; null: no card in any other week. */
  season: z.nullable(
    z.object({
      points: z.int(),
      right: z.int(),
      bankerPoints: z.int(),
      bankers: z.int(),
    }),
  ),
  /** A joker of this week would count, by the league's rules. */
  jokerCounts: z.boolean(),
});
export type OwnBase = z.infer<typeof ownBaseSchema>;

export const snapshotSchema = z.object({
  league: z.string(),
  epoch: z.string(),
  seq: z.int(),
  serverTime: z.string(),
  slate: slateSchema,
  games: z.array(gameSchema),
  players: z.array(livePlayerSchema),
  scopes: z.object({ day: z.array(rowSchema), week: z.array(rowSchema), season: z.array(rowSchema) }),
  announcements: z.array(announcementSchema),
  feed: feedSchema,
  spread: z.optional(spreadSchema),
  ties: z.optional(tiesSchema),
  own: z.optional(ownBaseSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const deltaSchema = z.object({
  league: z.string(),
  epoch: z.string(),
  /** First position of this delta, which covers `from..seq`. */
  from: z.int(),
  seq: z.int(),
  at: z.string(),
  games: z.array(gameSchema),
  scopes: z.object({
    day: z.optional(z.array(rowSchema)),
    week: z.optional(z.array(rowSchema)),
    season: z.optional(z.array(rowSchema)),
  }),
  players: z.optional(z.array(livePlayerSchema)),
  cause: z.optional(causeSchema),
  spread: z.optional(spreadSchema),
  ties: z.optional(tiesSchema),
  /** Large leagues: totals of other weeks may have changed, so `own` of the last snapshot is out of date. */
  bases: z.optional(z.boolean()),
  /** The answer for the league's cards may have changed, so an earlier answer is out of date (P71). */
  cards: z.optional(z.boolean()),
});
export type Delta = z.infer<typeof deltaSchema>;

export const announcementFrameSchema = z.object({
  /** The league whose stream it belongs to, as in a delta; `announcement.league` is the audience. */
  league: z.optional(z.string()),
  epoch: z.string(),
  seq: z.int(),
  announcement: announcementSchema,
});
export type AnnouncementFrame = z.infer<typeof announcementFrameSchema>;

export const heartbeatSchema = z.object({
  epoch: z.string(),
  head: z.int(),
  serverTime: z.string(),
  feed: feedSchema,
});
export type Heartbeat = z.infer<typeof heartbeatSchema>;

/** The first event of every socket: the player that it belongs to. */
export const helloSchema = z.object({ player: z.string() });
export type Hello = z.infer<typeof helloSchema>;

export const resyncSchema = z.object({ league: z.string(), reason: z.string() });
export type Resync = z.infer<typeof resyncSchema>;

export const byeSchema = z.object({ retryAfterMs: z.int() });
export type Bye = z.infer<typeof byeSchema>;

export const subscribeSchema = z.strictObject({
  league: z.string().check(z.minLength(1), z.maxLength(64)),
  epoch: z.optional(z.string().check(z.maxLength(64))),
  since: z.optional(z.int().check(z.gte(0))),
});
export type Subscribe = z.infer<typeof subscribeSchema>;
export const unsubscribeSchema = z.strictObject({
  league: z.string().check(z.minLength(1), z.maxLength(64)),
});
export type Unsubscribe = z.infer<typeof unsubscribeSchema>;

/** The answer to a client's request: accepted, or why not. */
export const ackSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), code: z.string(), message: z.string() }),
]);
export type Ack = z.infer<typeof ackSchema>;

export const longPollQuerySchema = z.object({
  epoch: z.optional(z.string().check(z.maxLength(64))),
  since: z.optional(z.coerce.number().check(z.int(), z.gte(0))),
  wait: z._default(z.coerce.number().check(z.gte(0), z.lte(LONG_POLL_MAX_WAIT_S)), 25),
});
export type LongPollQuery = z.infer<typeof longPollQuerySchema>;

export const longPollEventSchema = z.discriminatedUnion('type', [
  z.extend(snapshotSchema, { type: z.literal('snapshot') }),
  z.extend(deltaSchema, { type: z.literal('delta') }),
  z.extend(announcementFrameSchema, { type: z.literal('announcement') }),
]);
export type LongPollEvent = z.infer<typeof longPollEventSchema>;

export const longPollAnswerSchema = z.object({
  epoch: z.string(),
  head: z.int(),
  reset: z.boolean(),
  serverTime: z.string(),
  feed: feedSchema,
  events: z.array(longPollEventSchema),
});
export type LongPollAnswer = z.infer<typeof longPollAnswerSchema>;
