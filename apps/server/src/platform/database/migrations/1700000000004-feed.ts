import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates the lease of the worker that polls the feed, and the times at which weeks of the schedule were read. */
export class Feed1700000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE feed_poll (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        -- nobody polls before; a claim moves it, so that only one worker gets a turn
        due_at timestamptz NOT NULL DEFAULT now(),
        -- fencing token of the worker that polls, or polled last
        fence bigint NOT NULL DEFAULT 0,
        started_at timestamptz,
        -- last tick of the job queue: when it is silent, the watchdogs poll
        ticked_at timestamptz NOT NULL DEFAULT now(),
        -- time to the next poll that the last success promised
        interval_ms int NOT NULL DEFAULT 0,
        failing_since timestamptz,
        -- tag of the answer that was stored last, and the feed it came from
        etag text,
        source text
      );
      INSERT INTO feed_poll DEFAULT VALUES;

      CREATE TABLE feed_week (
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        -- when the week was last read; null: a read is wanted
        read_at timestamptz,
        -- how many games it had then
        games int NOT NULL DEFAULT 0,
        -- not to be asked again before
        wait_until timestamptz,
        PRIMARY KEY (season, season_type, week)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE feed_week, feed_poll;');
  }
}
