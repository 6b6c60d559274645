import type { EntityManager } from 'typeorm';
import type { PlayerStep } from '../../platform/database/player-steps.sql.js';
import { heldJokerSql } from '../slate/shown-picks.js';
import { ofSeasonSql, type SeasonKey, seasonParams, type WeekKey } from '../slate/week-key.js';

/** A version of a card whose open banker or joker may have to be chosen again. */
export interface Suspect extends WeekKey {
  readonly player: string;
  readonly version: number;
  readonly email: string;
  readonly name: string;
}

/** SQL for the team that plays as a card's banker, in a given game. */
const bankerTeamSql = (card: string, game: string): string =>
  `CASE (${card}.home >> ${card}.banker) & 1 WHEN 1 THEN ${game}.home ELSE ${game}.away END`;

/** SQL for the game of a card's banker, while it is in the card's week; joined by whole keys, so that no plan compares all with all. */
const bankerGameSql = (card: string, game: string): string =>
  `game_slot ${card}_slot ON (${card}_slot.season, ${card}_slot.season_type, ${card}_slot.week, ${card}_slot.slot)
     = (${card}.season, ${card}.season_type, ${card}.week, ${card}.banker)
   JOIN game ${game} ON ${game}.id = ${card}_slot.game
     AND (${game}.season, ${game}.season_type, ${game}.week) = (${card}.season, ${card}.season_type, ${card}.week)`;

/**
 * Returns a text that differs when a saved card of the season may have become wrong: a game came, went, is on or off, opened or
 * changed sides, or a card was corrected. A save itself is checked against all other cards.
 */
export async function clashCauses(manager: EntityManager, season: SeasonKey): Promise<string> {
  const [row] = await manager.query<{ causes: string }[]>(
    `SELECT concat_ws(' ', (SELECT max(id) FROM card_correction), md5(string_agg(concat_ws(' ',
       g.id, g.week, g.away, g.home, g.state = 'off', g.state = 'pre' AND g.locked_at IS NULL), ',' ORDER BY g.id))) AS causes
     FROM game g WHERE ${ofSeasonSql('g')}`,
    seasonParams(season),
  );
  return row?.causes ?? '';
}

/** Which cards are looked at: of some weeks, of the players of one step. */
export interface LookedAt {
  readonly season: SeasonKey;
  readonly weeks: readonly number[];
  readonly step: PlayerStep;
}

/**
 * Reads versions of cards that have had no such email and that may have become wrong; the rules decide.
 * @param rules jokers of a player in the season, and whether a team is a banker once
 * @param mail kind of the email, and an SQL condition on `"user" u`: the player may get emails
 */
export function clashSuspects(
  manager: EntityManager,
  { season, weeks, step }: LookedAt,
  { jokers, bankersOnce }: { readonly jokers: number; readonly bankersOnce: boolean },
  { kind, mailable }: { readonly kind: string; readonly mailable: string },
): Promise<Suspect[]> {
  return manager.query<Suspect[]>(
    `SELECT c.season, c.season_type AS "seasonType", c.week, u.id AS player, c.version, u.email, u.name
     FROM card c JOIN ${bankerGameSql('c', 'g')} JOIN "user" u ON u.n = c.n
     WHERE ${ofSeasonSql('c')} AND c.week = ANY($3) AND c.n > $7 AND c.n <= $8 AND g.state = 'pre' AND g.locked_at IS NULL
       AND (
         (c.home >> c.banker) & 1 = 1
         OR $5 AND EXISTS (
           SELECT 1 FROM card o JOIN ${bankerGameSql('o', 'og')}
           WHERE (o.n, o.season, o.season_type) = (c.n, c.season, c.season_type) AND o.week < c.week
             AND og.state <> 'off' AND ${bankerTeamSql('o', 'og')} = ${bankerTeamSql('c', 'g')}
         )
         OR c.joker AND (
           SELECT count(*) FROM card o
           WHERE (o.n, o.season, o.season_type) = (c.n, c.season, c.season_type) AND ${heldJokerSql('o')}
         ) > $4
       )
       AND NOT EXISTS (
         SELECT 1 FROM mail m
         WHERE m.key = concat_ws(':', $6::text, c.season, c.season_type, c.week, 'v' || c.version, u.id)
       )
       AND ${mailable}
     ORDER BY c.week, u.id`,
    [...seasonParams(season), weeks, jokers, bankersOnce, kind, step.after, step.to],
  );
}
