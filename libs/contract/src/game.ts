import { z } from 'zod';

/** `off` = postponed or cancelled. */
export const gameStateSchema = z.enum(['pre', 'in', 'post', 'off']);
export type GameState = z.infer<typeof gameStateSchema>;

export const sideSchema = z.enum(['home', 'away']);
export type Side = z.infer<typeof sideSchema>;

/** One game as everybody outside the server sees it. `rev` grows with each change; absolute values only. */
export const gameSchema = z.object({
  /** ESPN's event id */
  id: z.string(),
  season: z.number().int(),
  week: z.number().int(),
  /** ISO 8601, UTC */
  kickoff: z.string(),
  /** False: only the day is known, and the time is a placeholder. Absent in games that were logged before: true. */
  timeValid: z.boolean().optional(),
  /** ESPN abbreviation */
  away: z.string(),
  home: z.string(),
  awayScore: z.number().int(),
  homeScore: z.number().int(),
  state: gameStateSchema,
  /** `9:00 - 2nd`, `Halftime`, `Final/OT`, `Postponed` */
  detail: z.string(),
  /** 0 before the game, 5 and more = overtime */
  period: z.number().int(),
  /** game clock as `M:SS` */
  clock: z.string(),
  leader: z.enum(['home', 'away', 'tie']).nullable(),
  possession: sideSchema.optional(),
  redZone: z.boolean().optional(),
  rev: z.number().int(),
});
export type Game = z.infer<typeof gameSchema>;
