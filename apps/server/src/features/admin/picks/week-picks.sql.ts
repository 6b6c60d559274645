import type { WeekPicks } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { lacksPickSql, pickedSql } from '../../slate/missing-picks.js';
import { gameInSlotSql, picksShownSql } from '../../slate/shown-picks.js';
import { ofWeekSql, type WeekKey, weekParams } from '../../slate/week-key.js';

const WEEK = { season: '$1::int', seasonType: '$2::smallint', week: '$3::int' };

/** Players who picked one side of a game. */
export interface SideRow {
  readonly game: string;
  readonly side: 'away' | 'home';
  /** Names of the players, by name. */
  readonly names: string[];
  /** Names of those whose banker it is. */
  readonly bankers: string[];
}

/** Reads who picked each side of the week's games whose picks are locked; sides without picks are omitted. */
export function pickedSides(tx: EntityManager, week: WeekKey): Promise<SideRow[]> {
  return tx.query<SideRow[]>(
    `SELECT g.id AS game, CASE (c.home >> s.slot) & 1 WHEN 1 THEN 'home' ELSE 'away' END AS side,
       array_agg(u.name ORDER BY lower(u.name), u.n) AS names,
       coalesce(array_agg(u.name ORDER BY lower(u.name), u.n) FILTER (WHERE c.banker = s.slot), '{}') AS bankers
     FROM ${gameInSlotSql('g', 's')}
       JOIN card c ON (c.season, c.season_type, c.week) = (g.season, g.season_type, g.week) AND (c.has >> s.slot) & 1 = 1
       JOIN "user" u ON u.n = c.n
     WHERE ${ofWeekSql('g')} AND ${picksShownSql('g')}
     GROUP BY g.id, side`,
    weekParams(week),
  );
}

/** Reads active players whose card of the week lacks a pick that counts, by name, with the number of their picks. */
export function playersLackingPicks(
  tx: EntityManager,
  week: WeekKey,
  limit: number,
): Promise<WeekPicks['missing']> {
  return tx.query<WeekPicks['missing']>(
    `SELECT u.id, u.name, ${pickedSql('c.has', WEEK)} AS picked FROM "user" u
       LEFT JOIN card c ON c.n = u.n AND ${ofWeekSql('c')}
     WHERE u.banned_at IS NULL
       AND (c.n IS NULL OR ${lacksPickSql('c.has', WEEK)})
     ORDER BY lower(u.name), u.n LIMIT $4`,
    [...weekParams(week), limit],
  );
}
