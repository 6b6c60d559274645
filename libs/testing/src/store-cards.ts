import type { CardPicks } from '@sunday-live/scoring';

/** A card to store, by the player's id. Absent: the regular season of 2024, no banker, no joker, saved now. */
export interface TestCard extends Partial<Pick<CardPicks, 'banker' | 'joker'>>, Pick<CardPicks, 'picks'> {
  readonly player: string;
  readonly season?: number;
  readonly seasonType?: number;
  readonly week: number;
}

/** Anything with PostgreSQL's `query`: a client, a data source, a transaction. */
interface Queries {
  query(sql: string, values: unknown[]): Promise<unknown>;
}

const GIVEN = `jsonb_to_recordset($1::jsonb)
  AS c (player text, season int, "seasonType" smallint, week int, picks jsonb, banker text, joker boolean)`;

/**
 * Stores cards directly, without checks and without an event of the log. Games that were never in their week get a
 * slot.
 */
export async function storeCards(db: Queries, cards: readonly TestCard[]): Promise<void> {
  const given = JSON.stringify(
    cards.map((card) => ({ season: 2024, seasonType: 2, banker: null, joker: false, ...card })),
  );
  await db.query(
    `INSERT INTO game_slot (season, season_type, week, slot, game)
     SELECT season, season_type, week, taken + row_number() OVER (PARTITION BY season, season_type, week ORDER BY game) - 1, game
     FROM (
       SELECT DISTINCT season, "seasonType" AS season_type, week, game FROM ${GIVEN}
       CROSS JOIN LATERAL (SELECT jsonb_object_keys(picks) UNION SELECT banker WHERE banker IS NOT NULL) AS named (game)
     ) AS wanted CROSS JOIN LATERAL (
       SELECT count(*) AS taken, coalesce(bool_or(s.game = wanted.game), false) AS known FROM game_slot s
       WHERE (s.season, s.season_type, s.week) = (wanted.season, wanted.season_type, wanted.week)
     ) AS there WHERE NOT known`,
    [given],
  );
  await db.query(
    `INSERT INTO card (season, season_type, week, n, has, home, banker, joker)
     SELECT c.season, c."seasonType", c.week, u.n, bits.has, bits.home, bits.banker, c.joker
     FROM ${GIVEN} JOIN "user" u ON u.id = c.player CROSS JOIN LATERAL (
       SELECT coalesce(bit_or(1 << s.slot) FILTER (WHERE c.picks ? s.game), 0) AS has,
         coalesce(bit_or(1 << s.slot) FILTER (WHERE c.picks ->> s.game = 'home'), 0) AS home,
         max(s.slot) FILTER (WHERE s.game = c.banker) AS banker
       FROM game_slot s WHERE (s.season, s.season_type, s.week) = (c.season, c."seasonType", c.week)
     ) AS bits`,
    [given],
  );
}
