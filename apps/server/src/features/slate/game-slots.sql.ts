import type { GameState } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { picksShownSql } from './shown-picks.js';
import { ofSeasonSql, type SeasonKey, seasonParams } from './week-key.js';

/** A game in its slot of a week. */
export interface SlotRow {
  readonly week: number;
  /** 0 to 30. */
  readonly slot: number;
  /** Id of the game. */
  readonly game: string;
  /** The game while it is in this week; null: it has left the week or is not stored. */
  readonly now: Omit<GameState, 'id' | 'week'> | null;
  /** Its picks are locked, or it has started. */
  readonly shown: boolean;
}

/**
 * Reads every game that is or was in a week of the season, with its teams, score and state while it is there.
 * @param weeks only these; null: all
 */
export function gameSlots(
  tx: EntityManager,
  season: SeasonKey,
  weeks: readonly number[] | null,
): Promise<SlotRow[]> {
  return tx.query<SlotRow[]>(
    `SELECT s.week, s.slot, s.game, coalesce(${picksShownSql('g')}, false) AS shown,
       CASE WHEN g.id IS NOT NULL THEN json_build_object('away', g.away, 'home', g.home,
         'awayScore', g.away_score, 'homeScore', g.home_score, 'state', g.state) END AS now
     FROM game_slot s LEFT JOIN game g ON g.id = s.game
       AND (g.season, g.season_type, g.week) = (s.season, s.season_type, s.week)
     WHERE ${ofSeasonSql('s')} AND ($3::int[] IS NULL OR s.week = ANY($3))`,
    [...seasonParams(season), weeks],
  );
}
