import type { EntityManager } from 'typeorm';
import { SEASON_TYPES } from '../slate/week-key.js';

/** Returns the years of regular seasons with cards, earliest first: one index step per season, however many cards exist. */
export async function playedYears(manager: EntityManager): Promise<number[]> {
  const rows = await manager.query<{ season: number }[]>(
    `WITH RECURSIVE years AS (
       (SELECT min(season) AS season FROM card)
       UNION ALL
       SELECT (SELECT min(season) FROM card WHERE season > years.season) FROM years WHERE years.season IS NOT NULL
     )
     SELECT season FROM years
     WHERE EXISTS (SELECT 1 FROM card c WHERE c.season = years.season AND c.season_type = $1) ORDER BY season`,
    [SEASON_TYPES.regular],
  );
  return rows.map(({ season }) => season);
}
