import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Games that admins enter by hand: since when, by whom, and what the feed says meanwhile. */
export class GamesByHand1700000000085 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE game
        ADD COLUMN hand_since timestamptz,
        ADD COLUMN hand_by text CONSTRAINT game_hand_by_fkey REFERENCES "user" (id) ON DELETE SET NULL,
        ADD COLUMN feed_said jsonb,
        ADD COLUMN feed_said_at timestamptz,
        ADD CONSTRAINT game_hand_check
          CHECK ((hand_since IS NOT NULL) OR ((hand_by IS NULL) AND (feed_said IS NULL) AND (feed_said_at IS NULL)))
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE game DROP COLUMN hand_since, DROP COLUMN hand_by, DROP COLUMN feed_said, DROP COLUMN feed_said_at',
    );
  }
}
