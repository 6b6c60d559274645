/** Which week a query is about, as SQL expressions. */
interface WeekSql {
  readonly season: string;
  readonly seasonType: string;
  readonly week: string;
}

/**
 * Whether a player's card lacks a game that can still be picked (rule S16, `cardProgress` of the scoring library), in queries. A
 * player without a card lacks all of them.
 * @param player the player's id, as SQL
 * @param which narrows it to some games, as a condition on the game `og`
 */
export const lacksPickSql = (
  player: string,
  { season, seasonType, week }: WeekSql,
  which = 'true',
): string => `EXISTS (
  SELECT 1 FROM game og
    LEFT JOIN card oc ON oc.player = ${player} AND (oc.season, oc.season_type, oc.week) = (og.season, og.season_type, og.week)
  WHERE (og.season, og.season_type, og.week) = (${season}, ${seasonType}, ${week})
    AND og.state = 'pre' AND og.locked_at IS NULL AND NOT coalesce(oc.picks ? og.id, false) AND ${which})`;

/** Of the card under this alias, in queries: how many games that are not called off it has picked. */
export const pickedSql = (card: string): string =>
  `(SELECT count(*)::int FROM game pg WHERE (pg.season, pg.season_type, pg.week) = (${card}.season, ${card}.season_type, ${card}.week)
     AND pg.state <> 'off' AND ${card}.picks ? pg.id)`;
