import type { Recompute } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import type { SeasonKey } from '../slate/week-key.js';
import { jokerSql, playedSql, type RulesValue, valueSql } from './week-values.js';

/** Maximum number of differences listed for an admin. */
const LISTED = 200;
/** Values of the week itself; ranks in the season are not among them. */
const OF_WEEK = ['points', 'right', 'bankerPoints', 'rank'] as const;

/** Compares a week's results before and after a change. @param change runs inside the caller's transaction */
export async function differencesBy(
  tx: EntityManager,
  { season, seasonType }: SeasonKey,
  week: number,
  change: () => Promise<unknown>,
): Promise<Pick<Recompute, 'changed' | 'differences'>> {
  const which = `season = ${Number(season)} AND season_type = ${Number(seasonType)} AND week = ${Number(week)}`;
  await tx.query(
    `CREATE TEMP TABLE scores_before ON COMMIT DROP AS SELECT n, v FROM player_week WHERE ${which}`,
  );
  await change();
  const value = (row: string, name: RulesValue): string => valueSql(row, name, 'r.slot');
  const score = (row: string): string =>
    `json_build_object('points', ${value(row, 'points')}, 'right', ${value(row, 'right')}, 'rank', ${value(row, 'rank')})`;
  const compared = (row: string): string =>
    [playedSql(row), jokerSql(row, 'r.slot'), ...OF_WEEK.map((name) => value(row, name))].join(', ');
  const rows = await tx.query<(Recompute['differences'][number] & { changed: number })[]>(
    `SELECT u.id AS player, u.name, r.name AS rules,
       CASE WHEN ${playedSql('b')} IS NOT NULL THEN ${score('b')} END AS before,
       CASE WHEN ${playedSql('a')} IS NOT NULL THEN ${score('a')} END AS after,
       count(*) OVER () AS changed
     FROM scores_before b FULL JOIN (SELECT n, v FROM player_week WHERE ${which}) a USING (n)
     JOIN "user" u USING (n) CROSS JOIN rules_slot r
     WHERE (${compared('b')}) IS DISTINCT FROM (${compared('a')})
     ORDER BY n, rules LIMIT ${LISTED}`,
  );
  return { changed: rows[0]?.changed ?? 0, differences: rows.map(({ changed: _, ...row }) => row) };
}
