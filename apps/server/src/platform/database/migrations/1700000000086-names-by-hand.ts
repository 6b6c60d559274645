import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Players see by whom a game is entered. */
export class NamesByHand1700000000086 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE game ADD COLUMN hand_name text;
      UPDATE game SET hand_name = (SELECT name FROM "user" WHERE id = hand_by) WHERE hand_by IS NOT NULL;
      ALTER TABLE game DROP CONSTRAINT game_hand_check, ADD CONSTRAINT game_hand_check
        CHECK ((hand_since IS NOT NULL)
          OR ((hand_by IS NULL) AND (hand_name IS NULL) AND (feed_said IS NULL) AND (feed_said_at IS NULL)))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE game DROP CONSTRAINT game_hand_check, DROP COLUMN hand_name, ADD CONSTRAINT game_hand_check
        CHECK ((hand_since IS NOT NULL) OR ((hand_by IS NULL) AND (feed_said IS NULL) AND (feed_said_at IS NULL)))
    `);
  }
}
