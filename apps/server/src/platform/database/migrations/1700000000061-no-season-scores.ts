import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A season's totals are the rows of `week_position` after its last week; a second table is redundant. */
export class NoSeasonScores1700000000061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE season_score;');
  }

  /** Creates the table again and fills it from the weeks; missed weeks count as none. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE season_score (
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        season int NOT NULL,
        season_type smallint NOT NULL,
        rules text NOT NULL CHECK (rules IN ('classic', 'joker-week', 'straight')),
        points int NOT NULL,
        right_picks int NOT NULL,
        played int NOT NULL,
        -- null: no banker counts
        banker_average double precision,
        weeks_played int NOT NULL,
        -- weeks with a final game that closed without a card
        weeks_missed int NOT NULL,
        rank int NOT NULL,
        PRIMARY KEY (player, season, season_type, rules)
      );
      CREATE INDEX season_score_season ON season_score (season, season_type, player, rules);
      INSERT INTO season_score
      SELECT *, rank() OVER (
        PARTITION BY season, season_type, rules ORDER BY points DESC, right_picks DESC, coalesce(banker_average, 0) DESC
      ) FROM (
        SELECT player, season, season_type, rules, sum(points), sum(right_picks), sum(played),
          sum(banker_points)::float8 / nullif(count(banker_points), 0) AS banker_average, count(*), 0
        FROM week_score GROUP BY player, season, season_type, rules
      ) AS sums (player, season, season_type, rules, points, right_picks, played, banker_average, weeks_played, weeks_missed);
    `);
  }
}
