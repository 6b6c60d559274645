import { z } from 'zod';

const instant = z.iso.datetime();
const clock = z.string().regex(/^\d{1,2}:[0-5]\d$/);
const points = z.int().min(0);

export const teamSchema = z.object({
  abbr: z.string().min(2),
  espnId: z.string().regex(/^\d+$/),
  town: z.string().min(1),
  nickname: z.string().min(1),
  conference: z.enum(['AFC', 'NFC']),
  division: z.enum(['East', 'North', 'South', 'West']),
  primary: z.string().regex(/^#[0-9a-fA-F]{6}$/),
  secondary: z.string().regex(/^#[0-9a-fA-F]{6}$/),
});

export const venueSchema = z.object({
  abbr: z.string().min(2),
  id: z.string(),
  name: z.string(),
  city: z.string(),
  state: z.string(),
  indoor: z.boolean(),
});

export const seasonGameSchema = z.object({
  id: z.string().regex(/^\d+$/),
  kickoff: instant,
  away: z.string(),
  home: z.string(),
  awayScore: points.nullable(),
  homeScore: points.nullable(),
  overtime: z.boolean().optional(),
  neutral: z.boolean().optional(),
  status: z.enum(['final', 'cancelled']),
});

export const seasonSchema = z.object({
  season: z.int(),
  weeks: z.array(z.object({ week: z.int().min(1), games: z.array(seasonGameSchema) })).min(1),
});

export const eventKinds = [
  'kickoff',
  'TD',
  'PAT',
  '2PT',
  'FG',
  'safety',
  'PAT-missed',
  '2PT-failed',
  'end-quarter',
  'halftime',
  'start-quarter',
  'final',
] as const;

export const sundayEventSchema = z.object({
  t: instant,
  game: z.string(),
  period: z.int().min(1),
  clock,
  awayScore: points,
  homeScore: points,
  kind: z.enum(eventKinds),
  text: z.string(),
});

export const sundayGameSchema = z.object({
  id: z.string().regex(/^\d+$/),
  kickoff: instant,
  away: z.string(),
  home: z.string(),
  neutral: z.boolean().optional(),
});

const tickSchema = z.tuple([z.number().min(0), z.int().min(1), z.number().min(0)]);

/** The shape of a `sunday-<season>-w<week>.json` file. */
export const sundaySchema = z
  .object({
    season: z.int(),
    week: z.int().min(1),
    games: z.array(sundayGameSchema).min(1),
    events: z.array(sundayEventSchema).min(1),
    ticks: z.record(z.string(), z.array(tickSchema)),
  })
  .superRefine((sunday, ctx) => {
    const ids = new Set(sunday.games.map((game) => game.id));
    for (const [index, event] of sunday.events.entries()) {
      if (!ids.has(event.game)) {
        ctx.addIssue({
          code: 'custom',
          path: ['events', index, 'game'],
          message: `unknown game ${event.game}`,
        });
      }
    }
  });

export type Team = z.infer<typeof teamSchema>;
export type Venue = z.infer<typeof venueSchema>;
export type Season = z.infer<typeof seasonSchema>;
export type SundayEvent = z.infer<typeof sundayEventSchema>;
export type SundayGame = z.infer<typeof sundayGameSchema>;
export type Sunday = z.infer<typeof sundaySchema>;
export type EventKind = (typeof eventKinds)[number];
