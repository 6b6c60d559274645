import {
  announcementSchema,
  causeSchema,
  gameSchema,
  resultStateSchema,
  sideSchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { weekKeySchema } from './week-key.js';

/** A player as the standings show them. */
export const eventPlayerSchema = z.object({
  n: z.number().int(),
  id: z.string(),
  name: z.string(),
  team: z.string().nullable(),
});
export type EventPlayer = z.infer<typeof eventPlayerSchema>;

/** Content of an event of the slate log, by kind. All values are absolute. */
export const slateEventBodySchema = z.discriminatedUnion('kind', [
  /** Games after the event; `before` has their earlier state (new games are absent), to unwind the log. */
  z.object({
    kind: z.literal('games'),
    seasonType: z.number().int(),
    games: z.array(gameSchema),
    before: z.array(gameSchema),
    /** Previous weeks of games that changed week, season or season type. */
    moved: z.array(weekKeySchema.extend({ id: z.string() })).optional(),
    cause: z.optional(causeSchema),
  }),
  /** The feed names another current week: every client needs a new snapshot. */
  z.object({ kind: z.literal('week'), season: z.number(), seasonType: z.number(), week: z.number() }),
  /** The results of a week were confirmed, or are no longer. */
  z.object({ kind: z.literal('results'), seasonType: z.number().int(), state: resultStateSchema }),
  /** Picks of these games are locked, and may be shown. */
  z.object({
    kind: z.literal('lock'),
    /** absent in older events */
    seasonType: z.number().int().optional(),
    games: z.array(z.string()),
  }),
  /** A card was saved (picks null: withdrawn). */
  z.object({
    kind: z.literal('card'),
    player: z.string(),
    seasonType: z.number(),
    card: z
      .object({ picks: z.record(z.string(), sideSchema), banker: z.string().nullable(), joker: z.boolean() })
      .nullable(),
  }),
  /** A player is new, or changed name or team. */
  z.object({ kind: z.literal('player'), player: eventPlayerSchema }),
  z.object({ kind: z.literal('player-removed'), player: z.string(), n: z.number() }),
  z.object({ kind: z.literal('member'), league: z.string(), player: z.string(), n: z.number() }),
  z.object({ kind: z.literal('member-left'), league: z.string(), player: z.string(), n: z.number() }),
  /**
   * An announcement was posted, changed or withdrawn. `audience`: numbers of the league's members; absent when it is
   * for everybody.
   */
  z.object({
    kind: z.literal('announcement'),
    announcement: announcementSchema,
    audience: z.array(z.number().int()).optional(),
  }),
]);
export type SlateEventBody = z.infer<typeof slateEventBodySchema>;

const KINDS: ReadonlySet<string> = new Set(slateEventBodySchema.options.map(({ shape }) => shape.kind.value));

/**
 * An event of a newer version, as an older version reads it during a rolling upgrade. `known`: the kind is known, but
 * not this shape of it, so its effect is unknown.
 */
const unreadableBodySchema = z.object({
  kind: z.literal('unreadable'),
  name: z.string(),
  known: z.boolean(),
});

/** Parses an event without ever failing, so that one event cannot stop the nodes that follow the log. */
const readBodySchema = z.union([slateEventBodySchema, unreadableBodySchema]).catch(({ value }) => {
  const name = String((value as { kind?: unknown } | null)?.kind ?? '').slice(0, 40);
  return { kind: 'unreadable' as const, name, known: KINDS.has(name) };
});

/** An entry of the log. `season` and `week` say what it is about; null: no particular week. */
export const slateEventSchema = z.object({
  epoch: z.string(),
  seq: z.number().int(),
  /** by the database's clock, ISO 8601 */
  at: z.string(),
  season: z.number().int().nullable(),
  week: z.number().int().nullable(),
  body: readBodySchema,
});
export type SlateEvent = z.infer<typeof slateEventSchema>;

/** Message on the bus after a commit: the new events without gaps, or none when the log was reset. */
export const slateNoticeSchema = z.object({
  epoch: z.string(),
  head: z.number().int(),
  events: z.array(slateEventSchema),
});
export type SlateNotice = z.infer<typeof slateNoticeSchema>;
