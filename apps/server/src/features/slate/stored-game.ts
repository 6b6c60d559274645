import type { Game, Side } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import type { GameFacts, GameObservation, GamePause } from './observation.js';

/** A row of the table `game`. */
export interface StoredGame {
  id: string;
  season: number;
  season_type: number;
  week: number;
  kickoff: Date;
  away: string;
  home: string;
  away_score: number;
  home_score: number;
  state: Game['state'];
  detail: string;
  pause: GamePause | null;
  period: number;
  clock: string;
  possession: Side | null;
  red_zone: boolean;
  time_valid: boolean;
  facts: GameFacts;
  locked_at: Date | null;
  situation_at: Date;
  /** Since when an admin enters the game; null: the feed's values are taken. */
  hand_since: Date | null;
  /** The admin's name; null also when that account is gone. */
  hand_name: string | null;
  rev: number;
}

/** Compares games by kickoff (ISO text), then by id: their order in answers and frames. */
export function byKickoff(a: Pick<Game, 'kickoff' | 'id'>, b: Pick<Game, 'kickoff' | 'id'>): number {
  if (a.kickoff !== b.kickoff) return a.kickoff < b.kickoff ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}

/** Converts a row to the game that other features and clients see. */
export function toGame(row: StoredGame): Game {
  const { id, season, week, away, home, state, detail, period, clock, rev } = row;
  const game = {
    id,
    season,
    week,
    kickoff: row.kickoff.toISOString(),
    timeValid: row.time_valid,
    away,
    home,
    awayScore: row.away_score,
    homeScore: row.home_score,
    state,
    detail,
    period,
    clock,
  };
  return {
    ...game,
    leader: leader(game),
    ...(row.possession === null ? {} : { possession: row.possession }),
    ...(row.red_zone ? { redZone: true } : {}),
    ...(row.hand_since === null
      ? {}
      : { byHand: { since: row.hand_since.toISOString(), by: row.hand_name } }),
    rev,
  };
}

/** Builds the row of a game that is seen for the first time. */
export function newGame(seen: GameObservation, now: Date): StoredGame {
  return {
    ...columnsOf(seen),
    locked_at: null,
    situation_at: now,
    hand_since: null,
    hand_name: null,
    rev: 1,
  };
}

/** Builds the row after an observation; `rev` grows by one. */
export function afterObservation(before: StoredGame, seen: GameObservation, now: Date): StoredGame {
  const { locked_at, hand_since, hand_name, rev } = before;
  return { ...columnsOf(seen), locked_at, hand_since, hand_name, situation_at: now, rev: rev + 1 };
}

function columnsOf(
  seen: GameObservation,
): Omit<StoredGame, 'locked_at' | 'situation_at' | 'hand_since' | 'hand_name' | 'rev'> {
  const { id, season, week, away, home, state, detail, period, clock, possession, facts } = seen;
  return {
    id,
    season,
    season_type: seen.seasonType,
    week,
    kickoff: new Date(seen.kickoff),
    away,
    home,
    away_score: seen.awayScore,
    home_score: seen.homeScore,
    state,
    detail,
    pause: seen.pause ?? null,
    period,
    clock,
    possession,
    red_zone: seen.redZone,
    time_valid: seen.timeValid,
    facts,
  };
}
