import {
  announcementSchema,
  causeSchema,
  gameSchema,
  resultStateSchema,
  sideSchema,
} from '@sunday-live/contract';
import { z } from 'zod';
import { weekKeySchema } from './week-key.js';

/** A player as the standings know them. */
export const eventPlayerSchema = z.object({
  n: z.number().int(),
  id: z.string(),
  name: z.string(),
  team: z.string().nullable(),
});
export type EventPlayer = z.infer<typeof eventPlayerSchema>;

/** What an event of the slate log says, by kind. All values are absolute. */
export const slateEventBodySchema = z.discriminatedUnion('kind', [
  /** Games as they are now; `before` as they were (absent ones are new), to unwind the log. */
  z.object({
    kind: z.literal('games'),
    seasonType: z.number().int(),
    games: z.array(gameSchema),
    before: z.array(gameSchema),
    /** Where those games were that come from another week, season or type of season. */
    moved: z.array(weekKeySchema.extend({ id: z.string() })).optional(),
    cause: z.optional(causeSchema),
  }),
  /** The feed names another current week: every client needs a new snapshot. */
  z.object({ kind: z.literal('week'), season: z.number(), seasonType: z.number(), week: z.number() }),
  /** The results of a week were confirmed, or are no longer. */
  z.object({ kind: z.literal('results'), seasonType: z.number().int(), state: resultStateSchema }),
  /** Picks of these games are closed: what they hid may be shown. */
  z.object({
    kind: z.literal('lock'),
    /** absent in events from before it was written */
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
  /** A player is new or changed name or team. */
  z.object({ kind: z.literal('player'), player: eventPlayerSchema }),
  z.object({ kind: z.literal('player-removed'), player: z.string(), n: z.number() }),
  z.object({ kind: z.literal('member'), league: z.string(), player: z.string(), n: z.number() }),
  z.object({ kind: z.literal('member-left'), league: z.string(), player: z.string(), n: z.number() }),
  /** Posted, changed or withdrawn; `audience` = numbers of its league's members, absent when it is for everybody. */
  z.object({
    kind: z.literal('announcement'),
    announcement: announcementSchema,
    audience: z.array(z.number().int()).optional(),
  }),
]);
export type SlateEventBody = z.infer<typeof slateEventBodySchema>;

const KINDS: ReadonlySet<string> = new Set(slateEventBodySchema.options.map(({ shape }) => shape.kind.value));

/**
 * An event that a newer version wrote, as older ones see it in a rolling upgrade. `known`: this version knows the kind but not this
 * shape of it, so that it cannot tell what has changed.
 */
const unreadableBodySchema = z.object({
  kind: z.literal('unreadable'),
  name: z.string(),
  known: z.boolean(),
});

/** What is read of an event: never an error, so that one event cannot stop those who follow the log. */
const readBodySchema = z.union([slateEventBodySchema, unreadableBodySchema]).catch(({ value }) => {
  const name = String((value as { kind?: unknown } | null)?.kind ?? '').slice(0, 40);
  return { kind: 'unreadable' as const, name, known: KINDS.has(name) };
});

/** One entry of the log. `season` and `week` say what it is about, null = no week in particular. */
export const slateEventSchema = z.object({
  epoch: z.string(),
  seq: z.number().int(),
  /** ISO time of the database */
  at: z.string(),
  season: z.number().int().nullable(),
  week: z.number().int().nullable(),
  body: readBodySchema,
});
export type SlateEvent = z.infer<typeof slateEventSchema>;

/** What travels on the bus after a commit: the new events, contiguous, or none when history was reset. */
export const slateNoticeSchema = z.object({
  epoch: z.string(),
  head: z.number().int(),
  events: z.array(slateEventSchema),
});
export type SlateNotice = z.infer<typeof slateNoticeSchema>;
