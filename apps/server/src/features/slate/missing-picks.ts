import { gameInSlotSql } from './shown-picks.js';

/** The week of a query, as SQL expressions. */
interface WeekSql {
  readonly season: string;
  readonly seasonType: string;
  readonly week: string;
}

/** SQL for the bits of a week's games that meet a condition on the game `og`. */
const gameBitsSql = ({ season, seasonType, week }: WeekSql, which: string): string =>
  `(SELECT coalesce(bit_or(1 << os.slot), 0) FROM ${gameInSlotSql('og', 'os')}
    WHERE (og.season, og.season_type, og.week) = (${season}, ${seasonType}, ${week}) AND ${which})`;

/**
 * SQL condition: a player's card lacks a game that can still be picked (rule S16, `cardProgress` of the scoring
 * library). A player without a card lacks all of them.
 * @param has SQL for the bits of the card's picks; NULL: no card
 * @param which condition on the game `og` that limits the check to some games
 */
export const lacksPickSql = (has: string, week: WeekSql, which = 'true'): string =>
  `(~coalesce(${has}, 0) & ${gameBitsSql(week, `og.state = 'pre' AND og.locked_at IS NULL AND ${which}`)} <> 0)`;

/** SQL for the number of picks on a card of games that are not called off. @param has as in `lacksPickSql` */
export const pickedSql = (has: string, week: WeekSql): string =>
  `bit_count((coalesce(${has}, 0) & ${gameBitsSql(week, "og.state <> 'off'")})::bit(32))::int`;
