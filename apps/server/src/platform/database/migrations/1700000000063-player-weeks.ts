import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stores a player's results of a week as one row instead of six (three of `week_score`, three of `week_position`): a
 * week of a hundred thousand players is written in a second. The view `result_in_words` has a row per rules variant,
 * with names, for readers of a few results.
 */
export class PlayerWeeks1700000000063 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE rules_slot (
        slot smallint NOT NULL,
        name text NOT NULL,
        CONSTRAINT rules_slot_pkey PRIMARY KEY (slot),
        CONSTRAINT rules_slot_name_key UNIQUE (name)
      );
      INSERT INTO rules_slot VALUES (0, 'classic'), (1, 'joker-week'), (2, 'straight');

      CREATE TABLE player_week (
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        n int NOT NULL,
        -- 1: picks in final games, NULL without a card; 2: bit 0, a joker that can no longer change, bit 1 + slot, it counts;
        -- from 3 on five per rules_slot: points, right picks, banker points, rank in the week, place in the season after it
        v int[] NOT NULL
      );
      -- seasons that are over are not worked out again, so their results are taken over
      INSERT INTO player_week
      SELECT p.season, p.season_type, p.week, u.n, ARRAY[
        min(s.played), bit_or(CASE WHEN s.joker THEN 1 | (2 << r.slot) ELSE 0 END) FILTER (WHERE s.player IS NOT NULL),
        ${[0, 1, 2]
          .map((slot) =>
            ['s.points', 's.right_picks', 's.banker_points', 's.rank', 'p.rank']
              .map((value) => `min(${value}) FILTER (WHERE r.slot = ${slot})`)
              .join(', '),
          )
          .join(', ')}
      ]
      FROM week_position p JOIN rules_slot r ON r.name = p.rules JOIN "user" u ON u.id = p.player
      LEFT JOIN week_score s USING (player, season, season_type, week, rules)
      GROUP BY p.season, p.season_type, p.week, u.n;

      DROP TABLE week_score, week_position;
      ALTER TABLE player_week
        ADD CONSTRAINT player_week_pkey PRIMARY KEY (season, season_type, week, n),
        ADD CONSTRAINT player_week_n_fkey FOREIGN KEY (n) REFERENCES "user" (n) ON DELETE CASCADE,
        -- nobody searches by values, and statistics of arrays are slow to gather
        ALTER v SET STATISTICS 0;
      CREATE INDEX player_week_player ON player_week (n);
      ANALYZE player_week;

      ALTER TABLE result_progress ADD COLUMN writes bigint NOT NULL DEFAULT 0;
    `);
    await this.readableResults(runner);
  }

  private async readableResults(runner: QueryRunner): Promise<void> {
    // + 0 keeps the planner from the index of all weeks: it uses the index of players, even without statistics
    const upTo = (what: string): string =>
      `(SELECT ${what} FROM player_week b
         WHERE b.n = w.n AND (b.season + 0, b.season_type) = (w.season, w.season_type) AND b.week <= w.week)`;
    await runner.query(`
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

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE week_score AS
        SELECT player, season, season_type, week, rules, points, right_picks, played, banker_points,
          banker_points IS NOT NULL AS banker_counted, joker, rank
        FROM result_in_words WHERE played IS NOT NULL;
      CREATE TABLE week_position AS
        SELECT player, season, season_type, week, rules, season_points AS points, season_right_picks AS right_picks,
          season_banker_average AS banker_average, season_rank AS rank
        FROM result_in_words;
      DROP VIEW result_in_words;
      DROP TABLE player_week, rules_slot;
      ALTER TABLE result_progress DROP COLUMN writes;
      ${['week_score', 'week_position']
        .map(
          (table) => `
            ALTER TABLE ${table}
              ${['player', 'season', 'season_type', 'week', 'rules', 'points', 'right_picks', 'rank'].map((column) => `ALTER ${column} SET NOT NULL`)},
              ADD CONSTRAINT ${table}_pkey PRIMARY KEY (player, season, season_type, week, rules),
              ADD CONSTRAINT ${table}_player_fkey FOREIGN KEY (player) REFERENCES "user" (id) ON DELETE CASCADE;
            CREATE INDEX ${table}_week ON ${table} (season, season_type, week, player, rules);`,
        )
        .join('')}
      ALTER TABLE week_score ALTER played SET NOT NULL, ALTER banker_counted SET NOT NULL, ALTER joker SET NOT NULL;
    `);
  }
}
