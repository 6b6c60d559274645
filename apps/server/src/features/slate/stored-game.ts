import type { Game, Side } from '@sunday-live/contract';
import { leader } from '@sunday-live/scoring';
import type { GameFacts } from './observation.js';

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
  period: number;
  clock: string;
  possession: Side | null;
  red_zone: boolean;
  time_valid: boolean;
  facts: GameFacts;
  locked_at: Date | null;
  situation_at: Date;
  rev: number;
}

/** The game as everybody outside the slate sees it. */
export function toGame(row: StoredGame): Game {
  const { id, season, week, away, home, state, detail, period, clock, rev } = row;
  const game = {
    id,
    season,
    week,
    kickoff: row.kickoff.toISOString(),
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
    rev,
  };
}
