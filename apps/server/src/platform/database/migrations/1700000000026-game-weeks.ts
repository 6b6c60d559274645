import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Binds locks to a game in a week (rule R16). `game.locked_at` is the lock in the game's present week; a week that
 * the game has left keeps its lock here. A trigger copies it, so that no code path can move a game without it.
 */
export class GameWeeks1700000000026 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- weeks that a game has left; a game that returns takes its row back
      CREATE TABLE game_left_week (
        game text NOT NULL REFERENCES game ON DELETE CASCADE,
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        -- when the game's picks locked there, null: they had not
        locked_at timestamptz,
        left_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- when admins and players were sent the news
        reported_at timestamptz,
        PRIMARY KEY (game, season, season_type, week)
      );
      CREATE INDEX game_left_week_unreported ON game_left_week (left_at) WHERE reported_at IS NULL;
      CREATE INDEX game_left_week_of_week ON game_left_week (season, season_type, week);

      CREATE FUNCTION game_changes_week() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO game_left_week (game, season, season_type, week, locked_at)
        VALUES (OLD.id, OLD.season, OLD.season_type, OLD.week, OLD.locked_at);
        NEW.locked_at := NULL;
        DELETE FROM game_left_week g
        WHERE g.game = NEW.id AND (g.season, g.season_type, g.week) = (NEW.season, NEW.season_type, NEW.week)
        RETURNING g.locked_at INTO NEW.locked_at;
        RETURN NEW;
      END $$;
      CREATE TRIGGER game_changes_week BEFORE UPDATE ON game FOR EACH ROW
        WHEN ((OLD.season, OLD.season_type, OLD.week) IS DISTINCT FROM (NEW.season, NEW.season_type, NEW.week))
        EXECUTE FUNCTION game_changes_week();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER game_changes_week ON game;
      DROP FUNCTION game_changes_week();
      DROP TABLE game_left_week;
    `);
  }
}
