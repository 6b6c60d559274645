import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates results of weeks and seasons. They are derived from cards and final games, and can be computed again at any
 * time.
 */
export class Results1700000000007 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- up to where the log is worked into the tables below
      CREATE TABLE result_progress (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        epoch text,
        seq bigint NOT NULL DEFAULT 0,
        season int
      );
      INSERT INTO result_progress DEFAULT VALUES;

      CREATE TABLE week_result (
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'confirmed', 'alert')),
        -- first confirmation; corrections leave it
        confirmed_at timestamptz,
        -- what the checks found, [] = nothing
        problems jsonb NOT NULL DEFAULT '[]',
        -- keys of the problems that an admin has accepted
        accepted jsonb NOT NULL DEFAULT '[]',
        -- games when the week closed; null before
        scheduled int,
        -- of everybody with a card, by the rules 'classic'
        average_points double precision,
        -- who had a card
        players int NOT NULL DEFAULT 0,
        PRIMARY KEY (season, season_type, week)
      );

      -- a week that has a final game: one row for everybody with a card; who has none did not play
      CREATE TABLE week_score (
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        rules text NOT NULL CHECK (rules IN ('classic', 'joker-week', 'straight')),
        points int NOT NULL,
        right_picks int NOT NULL,
        -- picks in games that are final
        played int NOT NULL,
        -- null: the banker does not count
        banker_points int,
        banker_counted boolean NOT NULL,
        -- a joker that counts by the rules
        joker boolean NOT NULL,
        -- competition rank in the week, among everybody
        rank int NOT NULL,
        PRIMARY KEY (player, season, season_type, week, rules)
      );
      CREATE INDEX week_score_week ON week_score (season, season_type, week, rules);

      -- the season as it stood after each week with a final game
      CREATE TABLE week_position (
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        rules text NOT NULL,
        points int NOT NULL,
        right_picks int NOT NULL,
        banker_average double precision,
        rank int NOT NULL,
        PRIMARY KEY (player, season, season_type, week, rules)
      );
      CREATE INDEX week_position_week ON week_position (season, season_type, week, rules);

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
      CREATE INDEX season_score_season ON season_score (season, season_type, rules);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE season_score, week_position, week_score, week_result, result_progress;');
  }
}
