import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores what the poller needs to doubt an answer: the week that it named, whether clocks move, failures of a week. */
export class FeedDoubts1700000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE feed_poll
        -- week of the board that was stored last, whatever the current one is; null: it named none
        ADD COLUMN board_season int,
        ADD COLUMN board_type smallint,
        ADD COLUMN board_week int,
        -- clocks and scores of the games whose clock should move, in short, and since when they are the same
        ADD COLUMN clocks text,
        ADD COLUMN clocks_at timestamptz;
      -- a current week that the feed names and that is not believed yet
      CREATE TABLE feed_doubt (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        first_at timestamptz NOT NULL DEFAULT now(),
        last_at timestamptz NOT NULL DEFAULT now(),
        times int NOT NULL DEFAULT 1,
        accepted boolean NOT NULL DEFAULT false
      );
      ALTER TABLE feed_week
        ADD COLUMN failures int NOT NULL DEFAULT 0,
        ADD COLUMN failing_since timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE feed_week DROP COLUMN failures, DROP COLUMN failing_since;
      DROP TABLE feed_doubt;
      ALTER TABLE feed_poll DROP COLUMN board_season, DROP COLUMN board_type, DROP COLUMN board_week,
        DROP COLUMN clocks, DROP COLUMN clocks_at;
    `);
  }
}
