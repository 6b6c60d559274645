import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules variants of this version. */
const SLOTS = [0, 1, 2];

/**
 * Stores the season after a week in the week's rows, so that nobody sums up earlier weeks. The rows of a player who goes are
 * deleted by a trigger: a reference, which PostgreSQL checks for each row, and an index of players were half of the cost
 * of a hundred thousand rows.
 */
export class SeasonSums1700000000080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const ofSlot = (slot: number): string =>
      [
        ...[3, 4, 5, 6, 7].map((place) => `v[${place + 5 * slot}]`),
        ...[3, 4, 5].map((place) => `coalesce(sum(v[${place + 5 * slot}]) OVER upto, 0)`),
        `count(v[${5 + 5 * slot}]) OVER upto`,
      ].join(', ');
    await runner.query(`
      DROP VIEW result_in_words;
      CREATE TABLE new_player_week (
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        n int NOT NULL,
        -- 1: picks in final games, NULL without a card; 2: bit 0, a joker that can no longer change, bit 1 + slot, it counts;
        -- 3, 4: weeks with a card, and with such a joker, up to this one; from 5 on nine per rules_slot: points, right
        -- picks, banker points, rank in the week, place in the season after it; and up to it points, right picks, banker
        -- points, bankers
        v int[] NOT NULL
      );
      INSERT INTO new_player_week
      SELECT season, season_type, week, n, ARRAY[
        v[1], v[2], count(v[1]) OVER upto, coalesce(sum(v[2] & 1) OVER upto, 0), ${SLOTS.map(ofSlot).join(', ')}
      ]::int[] FROM player_week WINDOW upto AS (PARTITION BY season, season_type, n ORDER BY week)
      ORDER BY season, season_type, week, n;
      DROP TABLE player_week;
      ALTER TABLE new_player_week RENAME TO player_week;
      ALTER TABLE player_week
        ADD CONSTRAINT player_week_pkey PRIMARY KEY (season, season_type, week, n),
        -- nobody searches by values, and statistics of arrays are slow to gather
        ALTER v SET STATISTICS 0;
      ANALYZE player_week;
      -- a joker before the first week with results is in no row: the current season is worked out again
      UPDATE result_progress SET epoch = NULL;

      CREATE FUNCTION forget_results() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
          place record;
        BEGIN
          IF NOT EXISTS (SELECT FROM gone) THEN RETURN NULL; END IF;
          -- waits for the worker that writes results; it has the players in memory, and begins again
          UPDATE result_progress SET writes = writes + 1;
          FOR place IN
            WITH RECURSIVE weeks AS (
              (SELECT season, season_type, week FROM player_week ORDER BY season, season_type, week LIMIT 1)
              UNION ALL
              SELECT next.* FROM weeks w CROSS JOIN LATERAL (
                SELECT season, season_type, week FROM player_week p
                WHERE (p.season, p.season_type, p.week) > (w.season, w.season_type, w.week)
                ORDER BY season, season_type, week LIMIT 1
              ) AS next
            )
            SELECT * FROM weeks
          LOOP
            DELETE FROM player_week p
            WHERE (p.season, p.season_type, p.week) = (place.season, place.season_type, place.week)
              AND p.n = ANY (ARRAY(SELECT n FROM gone));
          END LOOP;
          RETURN NULL;
        END
      $$;
      CREATE TRIGGER user_forget_results AFTER DELETE ON "user"
        REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION forget_results();

      CREATE VIEW result_in_words AS
        SELECT u.id AS player, w.n, w.season, w.season_type, w.week, r.name AS rules,
          w.v[1] AS played, (w.v[2] >> (1 + r.slot)) & 1 = 1 AS joker,
          w.v[5 + 9 * r.slot] AS points, w.v[6 + 9 * r.slot] AS right_picks, w.v[7 + 9 * r.slot] AS banker_points,
          w.v[8 + 9 * r.slot] AS rank, w.v[9 + 9 * r.slot] AS season_rank,
          w.v[10 + 9 * r.slot] AS season_points, w.v[11 + 9 * r.slot] AS season_right_picks,
          w.v[12 + 9 * r.slot]::float8 / nullif(w.v[13 + 9 * r.slot], 0) AS season_banker_average
        FROM player_week w CROSS JOIN rules_slot r LEFT JOIN "user" u ON u.n = w.n
        WHERE w.v[9 + 9 * r.slot] IS NOT NULL;
      COMMENT ON VIEW result_in_words IS
        'Results by week and rules variant, with the season after the week. played is NULL for a player without a card in the week. The table player_week has them as numbers.';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    const upTo = (what: string): string =>
      `(SELECT ${what} FROM player_week b
         WHERE b.n = w.n AND (b.season + 0, b.season_type) = (w.season, w.season_type) AND b.week <= w.week)`;
    const ofSlot = (slot: number): string =>
      [5, 6, 7, 8, 9].map((place) => `v[${place + 9 * slot}]`).join(', ');
    await runner.query(`
      DROP VIEW result_in_words;
      DROP TRIGGER user_forget_results ON "user";
      DROP FUNCTION forget_results();
      UPDATE player_week SET v = ARRAY[v[1], v[2], ${SLOTS.map(ofSlot).join(', ')}];
      ALTER TABLE player_week ADD CONSTRAINT player_week_n_fkey FOREIGN KEY (n) REFERENCES "user" (n) ON DELETE CASCADE;
      CREATE INDEX player_week_player ON player_week (n);
      CREATE VIEW result_in_words AS
        SELECT u.id AS player, w.n, w.season, w.season_type, w.week, r.name AS rules,
          w.v[1] AS played, (w.v[2] >> (1 + r.slot)) & 1 = 1 AS joker,
          w.v[3 + 5 * r.slot] AS points, w.v[4 + 5 * r.slot] AS right_picks, w.v[5 + 5 * r.slot] AS banker_points,
          w.v[6 + 5 * r.slot] AS rank, w.v[7 + 5 * r.slot] AS season_rank,
          ${upTo('sum(b.v[3 + 5 * r.slot])::int')} AS season_points,
          ${upTo('sum(b.v[4 + 5 * r.slot])::int')} AS season_right_picks,
          ${upTo('sum(b.v[5 + 5 * r.slot])::float8 / nullif(count(b.v[5 + 5 * r.slot]), 0)')} AS season_banker_average
        FROM player_week w CROSS JOIN rules_slot r LEFT JOIN "user" u ON u.n = w.n
        WHERE w.v[7 + 5 * r.slot] IS NOT NULL;
      COMMENT ON VIEW result_in_words IS
        'Results by week and rules variant, with the season after the week. played is NULL for a player without a card in the week. The table player_week has them as numbers.';
    `);
  }
}
