import type { EntityManager } from 'typeorm';
import { type WeekKey, weekParams } from './week-key.js';

/** Two games of one week, of which one goes. */
export interface Merge {
  readonly week: WeekKey;
  readonly gone: string;
  readonly stays: string;
  /** The home team of one is the road team of the other. */
  readonly exchanged: boolean;
  /** What players read in their receipts. */
  readonly why: string;
}

/**
 * Moves the picks of a game to another one, with banker and joker. A card that has picked both keeps its pick of the game
 * that stays, unless its banker is in the other one. Where receipts exist, a correction explains the change.
 * @returns the number of cards
 */
export async function mergePicks(
  tx: EntityManager,
  { week, gone, stays, exchanged, why }: Merge,
): Promise<number> {
  const [row] = await tx.query<{ cards: number }[]>(
    `WITH slots AS (
       SELECT g.slot AS gone, s.slot AS stays FROM game_slot g JOIN game_slot s USING (season, season_type, week)
       WHERE (season, season_type, week) = ($1::int, $2::smallint, $3::int) AND g.game = $4 AND s.game = $5
     ), followed AS (
       UPDATE card c SET version = c.version + 1,
         has = (c.has & ~(1 << f.gone)) | (1 << f.stays),
         home = (c.home & ~(1 << f.gone) & ~(1 << f.stays)) | (f.side << f.stays),
         banker = CASE WHEN c.banker = f.gone THEN f.stays ELSE c.banker END
       FROM (
         SELECT o.*, s.*, CASE WHEN (o.has >> s.stays) & 1 = 1 AND o.banker IS DISTINCT FROM s.gone
           THEN (o.home >> s.stays) & 1 ELSE ((o.home >> s.gone) & 1) # $6::int END AS side
         FROM slots s JOIN card o ON (o.season, o.season_type, o.week) = ($1::int, $2::smallint, $3::int)
         WHERE (o.has >> s.gone) & 1 = 1
       ) AS f
       WHERE (f.season, f.season_type, f.week, f.n) = (c.season, c.season_type, c.week, c.n)
       RETURNING c.*, f.has AS old_has, f.home AS old_home, f.banker AS old_banker
     ), explained AS (
       INSERT INTO card_correction (player, season, season_type, week, by_name, rule, why, before, after)
       SELECT u.id, t.season, t.season_type, t.week, 'The rules', 'H8', $7,
         jsonb_build_object('picks', picks_in_words(t.season, t.season_type, t.week, t.old_has, t.old_home),
           'banker', ob.game, 'joker', t.joker),
         jsonb_build_object('picks', picks_in_words(t.season, t.season_type, t.week, t.has, t.home),
           'banker', nb.game, 'joker', t.joker)
       FROM followed t JOIN "user" u ON u.n = t.n
       LEFT JOIN game_slot ob ON (ob.season, ob.season_type, ob.week, ob.slot) = (t.season, t.season_type, t.week, t.old_banker)
       LEFT JOIN game_slot nb ON (nb.season, nb.season_type, nb.week, nb.slot) = (t.season, t.season_type, t.week, t.banker)
       WHERE EXISTS (
         SELECT 1 FROM receipt_part p
         WHERE (p.season, p.season_type, p.week) = (t.season, t.season_type, t.week) AND (p.locks ? $4 OR p.locks ? $5))
     )
     SELECT count(*)::int AS cards FROM followed`,
    [...weekParams(week), gone, stays, exchanged ? 1 : 0, why],
  );
  return row?.cards ?? 0;
}
