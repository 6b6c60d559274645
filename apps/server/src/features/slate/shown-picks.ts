import type { StoredGame } from './stored-game.js';

/**
 * Returns true when others may see the game's picks: it is locked or has started. A passed deadline alone shows nothing
 * yet.
 */
export function picksShown(game: Pick<StoredGame, 'locked_at' | 'state'>): boolean {
  return game.locked_at !== null || hasStarted(game);
}

/** SQL for `picksShown`. @param game alias of the game */
export const picksShownSql = (game: string): string =>
  `(${game}.locked_at IS NOT NULL OR ${game}.state IN ('in', 'post'))`;

/**
 * SQL for a card's joker, once it can no longer change (`isJokerLocked` of the scoring library). Everything that others
 * see or that counts reads this instead of the column. @param card alias of the table `card`
 */
export const lockedJokerSql = (card: string): string =>
  `(${card}.joker AND coalesce((
     SELECT bool_or(ls.slot = ${card}.banker AND ${picksShownSql('lg')})
       OR (bool_and(${picksShownSql('lg')}) FILTER (WHERE lg.state <> 'off')
         AND (${card}.banker IS NULL OR bool_or(ls.slot = ${card}.banker)))
     FROM ${gameInSlotSql('lg', 'ls')}
     WHERE (lg.season, lg.season_type, lg.week) = (${card}.season, ${card}.season_type, ${card}.week)
   ), false))`;

/** SQL for a card's joker, unless its banker's game has left the week (rule S24). @param card alias of the card */
export const heldJokerSql = (card: string): string =>
  `(${card}.joker AND (${card}.banker IS NULL OR ${bankerInWeekSql(card)}))`;

/** SQL condition: the card has a banker whose game is in the card's week. @param card alias of the card */
export const bankerInWeekSql = (card: string): string =>
  `EXISTS (SELECT 1 FROM ${gameInSlotSql('bg', 'bs')} WHERE bs.slot = ${card}.banker
     AND (bg.season, bg.season_type, bg.week) = (${card}.season, ${card}.season_type, ${card}.week))`;

/** SQL for a game joined with its slot in the week in which it is now. @param game, slot aliases of the two */
export const gameInSlotSql = (game: string, slot: string): string =>
  `game ${game} JOIN game_slot ${slot} ON ${slot}.game = ${game}.id
     AND (${slot}.season, ${slot}.season_type, ${slot}.week) = (${game}.season, ${game}.season_type, ${game}.week)`;

/** Returns true when the game is in progress or finished. */
export function hasStarted(game: Pick<StoredGame, 'state'>): boolean {
  return game.state === 'in' || game.state === 'post';
}
