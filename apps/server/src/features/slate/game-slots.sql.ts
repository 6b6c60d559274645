import type { SlotGame } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { picksShownSql } from './shown-picks.js';
import { ofSeasonSql, type SeasonKey, seasonParams } from './week-key.js';

/** A game in its slot of a week. */
export interface SlotRow extends SlotGame {
  readonly week: number;
}

/** Reads every game that is or was in a week of the season, with its state while it is there. */
export function gameSlots(tx: EntityManager, season: SeasonKey): Promise<SlotRow[]> {
  return tx.query(
    `SELECT s.week, s.slot, s.game, g.state, coalesce(${picksShownSql('g')}, false) AS shown
     FROM game_slot s LEFT JOIN game g ON g.id = s.game
       AND (g.season, g.season_type, g.week) = (s.season, s.season_type, s.week)
     WHERE ${ofSeasonSql('s')}`,
    seasonParams(season),
  );
}
