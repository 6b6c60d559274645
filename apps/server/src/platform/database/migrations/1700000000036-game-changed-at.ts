import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Stores when a game last changed. `situation_at` is not that: it also moves when the feed repeats itself. A trigger
 * sets it, so that no code path can forget it.
 */
export class GameChangedAt1700000000036 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE game ADD COLUMN changed_at timestamptz NOT NULL DEFAULT clock_timestamp();
      CREATE FUNCTION game_changes() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.changed_at := clock_timestamp();
        RETURN NEW;
      END $$;
      CREATE TRIGGER game_changes BEFORE UPDATE ON game FOR EACH ROW
        WHEN (OLD.rev IS DISTINCT FROM NEW.rev) EXECUTE FUNCTION game_changes();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER game_changes ON game;
      DROP FUNCTION game_changes();
      ALTER TABLE game DROP COLUMN changed_at;
    `);
  }
}
