import type { LockMode } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { ofSeasonSql, type SeasonKey, seasonParams } from './week-key.js';

/** The row of `season_state`, as far as reads need it; nulls before the feed was read for the first time. */
export interface StateRow {
  readonly season: number | null;
  readonly seasonType: number | null;
  readonly week: number | null;
  readonly lock: LockMode;
  /** Cards are taken in the pre-season. */
  readonly preseason: boolean;
}

/** Reads the current season and week. Every save of a card asks this. */
export async function seasonState(manager: EntityManager): Promise<StateRow | null> {
  const [row] = await manager.query<StateRow[]>(
    'SELECT season, season_type AS "seasonType", week, lock, preseason FROM season_state',
  );
  return row ?? null;
}

/** Reads every season with cards, newest first. Games are few: it costs one step through the index of the cards per season. */
export function seasonsWithCards(manager: EntityManager): Promise<SeasonKey[]> {
  return manager.query<SeasonKey[]>(
    `SELECT season, season_type AS "seasonType" FROM (SELECT DISTINCT season, season_type FROM game) AS g
     WHERE EXISTS (SELECT 1 FROM card WHERE (card.season, card.season_type) = (g.season, g.season_type))
     ORDER BY season DESC, season_type DESC`,
  );
}

/** The last week of a season with a final game, otherwise its first week; null when it has no games. */
export async function lastWeek(manager: EntityManager, season: SeasonKey): Promise<number | null> {
  const [row] = await manager.query<{ week: number | null }[]>(
    `SELECT coalesce(max(week) FILTER (WHERE state = 'post'), min(week)) AS week FROM game WHERE ${ofSeasonSql('game')}`,
    seasonParams(season),
  );
  return row?.week ?? null;
}
