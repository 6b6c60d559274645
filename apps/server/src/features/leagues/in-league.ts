import { EVERYONE } from '@sunday-live/contract';

/**
 * SQL condition: the player is in the league. It is another one for `everyone`: a plan that has to serve both reads all
 * players, also for a league of ten.
 * @param player SQL for the player's id
 * @param value SQL for the league's id
 */
export function inLeagueSql(league: string, player: string, value: string): string {
  if (league === EVERYONE) return `${value}::text IS NOT NULL`;
  return `${player} IN (SELECT m.player FROM league_member m WHERE m.league = ${value})`;
}
