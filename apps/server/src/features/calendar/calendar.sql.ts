import type { SeasonSettings } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import type { StoredGame } from '../slate/stored-game.js';
import { ofSeasonSql, type SeasonKey, seasonParams } from '../slate/week-key.js';

/** SQL columns of `season_state s` that make up `SeasonSettings`. */
const SETTINGS = `s.lock, s.forced_jokers_since IS NOT NULL AS "forcedJokers", s.preseason,
  json_build_object('bankersOnce', s.playoff_bankers_once, 'jokers', s.playoff_jokers) AS playoffs`;

/** The season's settings, and the moment of the database's clock at which they were read. */
export interface ClockRow extends SeasonSettings {
  readonly now: Date;
}

/** A game of a week with the week's deadline (null: it follows from the kickoffs), the settings and the moment. */
export interface WeekRow extends StoredGame, ClockRow {
  readonly deadline: Date | null;
}

/** Reads the settings with the database's clock. */
export async function seasonClock(manager: EntityManager): Promise<ClockRow> {
  const [row] = await manager.query<ClockRow[]>(
    `SELECT clock_timestamp() AS now, ${SETTINGS} FROM season_state s`,
  );
  if (row === undefined) throw new Error('season_state has no row: migrations did not run');
  return row;
}

/** Reads the games of several weeks, by kickoff. Each save of a card asks this: one query holds all that its check needs. */
export function weekRows(
  manager: EntityManager,
  season: SeasonKey,
  weeks: readonly number[],
): Promise<WeekRow[]> {
  return manager.query<WeekRow[]>(
    `SELECT clock_timestamp() AS now, ${SETTINGS}, d.deadline, g.*
     FROM season_state s JOIN game g ON ${ofSeasonSql('g')} AND g.week = ANY($3)
     LEFT JOIN week_deadline d ON (d.season, d.season_type, d.week) = (g.season, g.season_type, g.week)
     ORDER BY g.kickoff, g.id`,
    [...seasonParams(season), weeks],
  );
}
