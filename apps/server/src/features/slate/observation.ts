import { z } from 'zod';

/** A normalised answer of the feed: the input of the slate. */
export interface ScheduleObservation {
  /**
   * Current season, season type (1 pre, 2 regular, 3 post) and week that the answer names; null leaves them unchanged.
   */
  readonly season: number | null;
  readonly seasonType: number | null;
  readonly week: number | null;
  readonly games: readonly GameObservation[];
}

/** Why the clock of a game stands still: a break of the game (halftime, the end of a quarter), or an interruption. */
export type GamePause = 'break' | 'delay' | 'suspension';

/** A game in an answer of the feed. */
export interface GameObservation {
  /** Our key, a mapping of the feed's id: ESPN's event id as it is, `NAME.ID` of any other feed (docs/adr/0014). */
  readonly id: string;
  readonly season: number;
  readonly seasonType: number;
  readonly week: number;
  /** ISO 8601, UTC; empty when `dateless` */
  readonly kickoff: string;
  /** The feed names no date, for example for a game that is called off; the stored kickoff stays. */
  readonly dateless?: boolean;
  /** False: the kickoff is a placeholder, and must not lock anything. */
  readonly timeValid: boolean;
  readonly away: string;
  readonly home: string;
  readonly awayScore: number;
  readonly homeScore: number;
  readonly state: 'pre' | 'in' | 'post' | 'off';
  /** Text beside the score, `Halftime`, `Delayed`, `9:00 - 2nd`: for people only. */
  readonly detail: string;
  /** Absent: the clock runs, or the feed does not say. */
  readonly pause?: GamePause | undefined;
  readonly period: number;
  /** `M:SS` */
  readonly clock: string;
  readonly possession: 'home' | 'away' | null;
  readonly redZone: boolean;
  /** Text of the last play; a sample, not a log. Another text says that the game goes forward. */
  readonly lastPlay: string | null;
  /** What the last play was, where its two points could be either; absent: something else, or the feed does not say. */
  readonly twoPoints?: 'two-point' | 'safety' | undefined;
  readonly facts: GameFacts;
}

/** What decides whether a game has room in its week, and whether its teams meet there already. */
export type Fixture = Pick<GameObservation, 'id' | 'season' | 'seasonType' | 'week' | 'away' | 'home'>;

/** Facts that the card page shows beside a game. */
export interface GameFacts {
  readonly awayRecord?: string;
  readonly homeRecord?: string;
  readonly odds?: string;
  readonly overUnder?: number;
  readonly neutral?: boolean;
}

/** An observation as it was stored. One that could not be parsed has another shape. */
export const observationSchema: z.ZodType<GameObservation> = z.object({
  id: z.string(),
  season: z.number(),
  seasonType: z.number(),
  week: z.number(),
  kickoff: z.string(),
  timeValid: z.boolean(),
  away: z.string(),
  home: z.string(),
  awayScore: z.number(),
  homeScore: z.number(),
  state: z.enum(['pre', 'in', 'post', 'off']),
  detail: z.string(),
  pause: z.enum(['break', 'delay', 'suspension']).optional(),
  period: z.number(),
  clock: z.string(),
  possession: z.enum(['home', 'away']).nullable(),
  redZone: z.boolean(),
  lastPlay: z.string().nullable(),
  twoPoints: z.enum(['two-point', 'safety']).optional(),
  facts: z.object({
    awayRecord: z.string().optional(),
    homeRecord: z.string().optional(),
    odds: z.string().optional(),
    overUnder: z.number().optional(),
    neutral: z.boolean().optional(),
  }),
}) as z.ZodType<GameObservation>;
