/** The week of a query, as SQL expressions. */
interface WeekSql {
  readonly season: string;
  readonly seasonType: string;
  readonly week: string;
}

/**
 * SQL condition: a player's card lacks a game that can still be picked (rule S16, `cardProgress` of the scoring
 * library). A player without a card lacks all of them.
 * @param player SQL for the player's id
 * @param which condition on the game `og` that limits the check to some games
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

/** SQL for the number of picks on a card of games that are not called off. @param card alias of the card */
export const pickedSql = (card: string): string =>
  `(SELECT count(*)::int FROM game pg WHERE (pg.season, pg.season_type, pg.week) = (${card}.season, ${card}.season_type, ${card}.week)
     AND pg.state <> 'off' AND ${card}.picks ? pg.id)`;
