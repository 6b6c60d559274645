import { z } from './zod.js';

/** ESPN's words. `off`: postponed or cancelled. */
export const gameStateSchema = z.enum(['pre', 'in', 'post', 'off']);
export type GameState = z.infer<typeof gameStateSchema>;

export const sideSchema = z.enum(['home', 'away']);
export type Side = z.infer<typeof sideSchema>;

/** One game in the form that clients receive. All values are absolute; `rev` grows with each change. */
export const gameSchema = z.object({
  /** ESPN's event id. */
  id: z.string(),
  season: z.int(),
  week: z.int(),
  /** ISO 8601, UTC. */
  kickoff: z.string(),
  /**
   * False: only the day is known, and the time is a placeholder. Absent in games from older log entries:
   * true.
   */
  timeValid: z.optional(z.boolean()),
  /** ESPN's abbreviation. */
  away: z.string(),
  home: z.string(),
  awayScore: z.int(),
  homeScore: z.int(),
  state: gameStateSchema,
  /** `9:00 - 2nd`, `Halftime`, `Final/OT`, `Postponed` */
  detail: z.string(),
  /** 0 before the game, 5 and more: overtime. */
  period: z.int(),
  /** Game clock as `M:SS`. */
  clock: z.string(),
  leader: z.nullable(z.enum(['home', 'away', 'tie'])),
  possession: z.optional(sideSchema),
  redZone: z.optional(z.boolean()),
  /** Since when (ISO 8601) an admin enters the score, and the admin's name; null: that account is gone. Absent: the feed says it. */
  byHand: z.optional(z.object({ since: z.string(), by: z.nullable(z.string()) })),
  rev: z.int(),
});
export type Game = z.infer<typeof gameSchema>;
