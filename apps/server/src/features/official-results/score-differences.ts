import { Injectable } from '@nestjs/common';
import type { Recompute } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import type { SeasonKey } from '../slate/week-key.js';

/** More than an admin reads. */
const LISTED = 200;

/** Compares a week's scores before and after something is done to them. */
@Injectable()
export class ScoreDifferences {
  /** @param change runs inside the caller's transaction */
  async of(
    tx: EntityManager,
    { season, seasonType }: SeasonKey,
    week: number,
    change: () => Promise<unknown>,
  ): Promise<Pick<Recompute, 'changed' | 'differences'>> {
    const which = `season = ${Number(season)} AND season_type = ${Number(seasonType)} AND week = ${Number(week)}`;
    await tx.query(
      `CREATE TEMP TABLE scores_before ON COMMIT DROP AS SELECT * FROM week_score WHERE ${which}`,
    );
    await change();
    const rows = await tx.query<(Recompute['differences'][number] & { changed: number })[]>(
      `SELECT player, u.name, rules,
         CASE WHEN b.player IS NOT NULL THEN json_build_object('points', b.points, 'right', b.right_picks, 'rank', b.rank) END AS before,
         CASE WHEN a.player IS NOT NULL THEN json_build_object('points', a.points, 'right', a.right_picks, 'rank', a.rank) END AS after,
         count(*) OVER () AS changed
       FROM scores_before b FULL JOIN (SELECT * FROM week_score WHERE ${which}) a USING (player, rules)
       JOIN "user" u ON u.id = player
       WHERE (b.points, b.right_picks, b.played, b.banker_points, b.joker, b.rank)
         IS DISTINCT FROM (a.points, a.right_picks, a.played, a.banker_points, a.joker, a.rank)
       ORDER BY u.n, rules LIMIT ${LISTED}`,
    );
    return { changed: rows[0]?.changed ?? 0, differences: rows.map(({ changed: _, ...row }) => row) };
  }
}
