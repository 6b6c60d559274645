import { Injectable } from '@nestjs/common';
import type { Results, SeasonQuery, WeekResult } from '@sunday-live/contract';
import { DataSource } from 'typeorm';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import {
  ofSeasonSql,
  ofWeekSql,
  type SeasonKey,
  seasonParams,
  seasonTypeOf,
  weekParams,
} from '../slate/week-key.js';
import { playedSql } from './week-values.js';

interface ResultRow {
  week: number;
  state: WeekResult['state'];
  confirmed_at: Date | null;
  average_points: number | null;
  players: number;
}

/** Read access to results for other features. */
@Injectable()
export class ResultsReader {
  constructor(
    private readonly db: DataSource,
    private readonly log: SlateLog,
    private readonly reader: SlateReader,
  ) {}

  /** Returns the weeks that have begun, of the newest season with cards or of the requested one. */
  async results(asked: SeasonQuery): Promise<Results> {
    const position = await this.log.position();
    const state = await this.reader.asked(asked, 'played');
    if (state === null) return { ...position, season: 0, type: 'regular', weeks: [] };
    const rows = await this.db.query<ResultRow[]>(
      `SELECT week, state, confirmed_at, average_points, players FROM week_result
       WHERE ${ofSeasonSql('week_result')} AND (scheduled IS NOT NULL OR players > 0) ORDER BY week`,
      seasonParams(state),
    );
    return {
      ...position,
      season: state.season,
      type: seasonTypeOf(state.seasonType),
      weeks: rows.map(toResult),
    };
  }

  /**
   * Returns true when the results of the week are confirmed; without a week, when those of all weeks that have begun
   * are.
   */
  async isConfirmed({ season, seasonType }: SeasonKey, week: number | null): Promise<boolean> {
    const open = await this.db.query<unknown[]>(
      `SELECT 1 FROM game g LEFT JOIN week_result r USING (season, season_type, week)
       WHERE (g.season, g.season_type) = ($1::int, $2::smallint) AND ($3::int IS NULL OR g.week = $3)
         AND g.state IN ('in', 'post') AND r.state IS DISTINCT FROM 'confirmed' LIMIT 1`,
      [season, seasonType, week],
    );
    return open.length === 0;
  }

  /** Returns the ids of players without a card in a week that has results: they did not play (rule R4). */
  async didNotPlay(key: SeasonKey, week: number): Promise<string[]> {
    const rows = await this.db.query<{ id: string }[]>(
      `SELECT u.id FROM "user" u WHERE NOT EXISTS (
         SELECT 1 FROM player_week w WHERE w.n = u.n AND ${ofWeekSql('w')} AND ${playedSql('w')} IS NOT NULL
       ) ORDER BY u.n`,
      weekParams({ ...key, week }),
    );
    return rows.map(({ id }) => id);
  }
}

function toResult({ week, state, confirmed_at, average_points, players }: ResultRow): WeekResult {
  return {
    week,
    state,
    confirmedAt: confirmed_at?.toISOString() ?? null,
    averagePoints: average_points,
    players,
  };
}
