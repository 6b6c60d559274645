import { z } from 'zod';
import { FeedError } from '../score-feed.js';

/** Decoration of a game must never exclude the game: a malformed field counts as absent. */
function decoration<Schema extends z.ZodType>(schema: Schema) {
  return schema.optional().catch(undefined);
}

const yearSchema = z.number().int().min(1920).max(2200);
const weekNumberSchema = z.number().int().min(0).max(40);
const seasonTypeSchema = z.number().int().min(0).max(9);
const seasonSchema = z.object({ year: yearSchema, type: seasonTypeSchema });
const weekSchema = z.object({ number: weekNumberSchema });
/**
 * The answer's own season and week may be incomplete, since its events have theirs: an incomplete one names nothing.
 * Anything but an object is not a scoreboard.
 */
const currentSeasonSchema = z.object({
  year: yearSchema.nullish().catch(null),
  type: seasonTypeSchema.nullish().catch(null),
});
const currentWeekSchema = z.object({ number: weekNumberSchema.nullish().catch(null) });
const idSchema = z
  .union([z.string(), z.number().int().transform(String)])
  .pipe(z.string().regex(/^[\w.-]{1,64}$/));

/** The whole answer. `events` is required: an error body has none, which does not mean "no games". */
const scoreboardSchema = z.object({
  season: currentSeasonSchema.nullish().transform((season) => {
    return season?.year == null ? null : { year: season.year, type: season.type ?? null };
  }),
  week: currentWeekSchema
    .nullish()
    .transform((week) => (week?.number == null ? null : { number: week.number })),
  events: z.array(z.unknown()).max(2_000),
});
export type Scoreboard = z.infer<typeof scoreboardSchema>;

const statusSchema = z.object({
  period: decoration(z.number().int().min(0).max(20)),
  displayClock: decoration(z.string()),
  type: z.object({
    name: z.string(),
    state: z.string(),
    completed: z.boolean().optional(),
    shortDetail: decoration(z.string()),
    detail: decoration(z.string()),
    description: decoration(z.string()),
  }),
});
export type EventStatus = z.infer<typeof statusSchema>;

const recordSchema = z.object({
  name: decoration(z.string()),
  type: decoration(z.string()),
  summary: z.string(),
});

const competitorSchema = z.object({
  homeAway: z.enum(['home', 'away']),
  /** Points are a string of digits; ESPN sends "0" before kickoff, other forms omit the key. */
  score: z.unknown().optional(),
  team: z.object({ id: decoration(idSchema), abbreviation: decoration(z.string()) }),
  records: decoration(z.array(recordSchema)),
});
export type Competitor = z.infer<typeof competitorSchema>;

const competitionSchema = z.object({
  date: z.string().nullish(),
  timeValid: decoration(z.boolean()),
  neutralSite: decoration(z.boolean()),
  competitors: z.array(competitorSchema).length(2),
  status: statusSchema.nullish(),
  situation: decoration(
    z.object({
      possession: decoration(idSchema),
      isRedZone: decoration(z.boolean()),
      lastPlay: decoration(z.object({ text: decoration(z.string()) })),
    }),
  ),
  odds: decoration(
    z.array(
      z
        .object({ details: decoration(z.string()), overUnder: decoration(z.number()) })
        .nullable()
        .catch(null),
    ),
  ),
});

const eventSchema = z.object({
  id: idSchema,
  date: z.string().nullish(),
  season: seasonSchema.nullish(),
  week: weekSchema.nullish(),
  status: statusSchema.nullish(),
  competitions: z.tuple([competitionSchema], z.unknown()),
});
export type ScoreboardEvent = z.infer<typeof eventSchema>;

const namedSchema = z.object({ id: idSchema });

/**
 * Parses the answer as a scoreboard with unread events.
 * @throws FeedError `not-a-scoreboard` for error bodies, missing `events` and wrong types
 */
export function readScoreboard(body: unknown): Scoreboard {
  const parsed = scoreboardSchema.safeParse(body);
  if (!parsed.success) throw new FeedError('not-a-scoreboard', firstProblem(parsed.error));
  return parsed.data;
}

/** Parses one event, or describes what is wrong with it. */
export function readEvent(raw: unknown): { event: ScoreboardEvent } | { problem: string } {
  const parsed = eventSchema.safeParse(raw);
  return parsed.success ? { event: parsed.data } : { problem: firstProblem(parsed.error) };
}

/** Returns the id of an otherwise unreadable event, or null. */
export function idOf(raw: unknown): string | null {
  const parsed = namedSchema.safeParse(raw);
  return parsed.success ? parsed.data.id : null;
}

const runningSchema = z.object({ type: z.object({ state: z.literal('in') }) });
const statesSchema = z.union([
  z.object({ status: runningSchema }),
  z.object({ competitions: z.tuple([z.object({ status: runningSchema })], z.unknown()) }),
]);

/** True when an event, however unreadable, says that its game is in progress. */
export function saysRunning(raw: unknown): boolean {
  return statesSchema.safeParse(raw).success;
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'unreadable';
  return `${issue.path.join('.') || 'body'}: ${issue.message}`.slice(0, 200);
}
