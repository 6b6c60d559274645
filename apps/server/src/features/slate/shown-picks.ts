import type { StoredGame } from './stored-game.js';

/** True when others may see the game's picks: closed for good, or under way. A deadline alone shows nothing yet. */
export function picksShown(game: Pick<StoredGame, 'locked_at' | 'state'>): boolean {
  return game.locked_at !== null || hasStarted(game);
}

/** `picksShown` for queries, of the game under this alias. */
export const picksShownSql = (game: string): string =>
  `(${game}.locked_at IS NOT NULL OR ${game}.state IN ('in', 'post'))`;

/**
 * Of the card under this alias, in queries: its joker, once it can no longer change (`isJokerLocked` of the scoring
 * library). Whatever others see or count is read with this instead of the column.
 */
export const lockedJokerSql = (card: string): string =>
  `(${card}.joker AND coalesce((
     SELECT bool_or(lg.id = ${card}.banker AND ${picksShownSql('lg')})
       OR (bool_and(${picksShownSql('lg')}) FILTER (WHERE lg.state <> 'off')
         AND (${card}.banker IS NULL OR bool_or(lg.id = ${card}.banker)))
     FROM game lg WHERE (lg.season, lg.season_type, lg.week) = (${card}.season, ${card}.season_type, ${card}.week)
   ), false))`;

/** Of the card under this alias, in queries: its joker, unless its banker's game has left the week (rule S24). */
export const heldJokerSql = (card: string): string =>
  `(${card}.joker AND (${card}.banker IS NULL OR ${bankerInWeekSql(card)}))`;

/** Of the card under this alias, in queries: whether it has a banker whose game is in the card's week. */
export const bankerInWeekSql = (card: string): string =>
  `EXISTS (SELECT 1 FROM game bg WHERE bg.id = ${card}.banker
     AND (bg.season, bg.season_type, bg.week) = (${card}.season, ${card}.season_type, ${card}.week))`;

/** True when the game is or was played. */
export function hasStarted(game: Pick<StoredGame, 'state'>): boolean {
  return game.state === 'in' || game.state === 'post';
}
