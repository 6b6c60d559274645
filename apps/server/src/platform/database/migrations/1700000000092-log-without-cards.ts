import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Nearly all events of the log are saved cards. Indexes for other kinds leave them out, so that a save writes less, and neither
 * a start nor the history of a week reads through them.
 */
export class LogWithoutCards1700000000092 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX slate_event_week;
      CREATE INDEX slate_event_week ON slate_event (season, season_type, week, seq) WHERE kind = 'games';
      CREATE INDEX slate_event_barrier ON slate_event (epoch, seq)
        WHERE kind IN ('announcement', 'week', 'member-left', 'player-removed')
          OR (kind = 'card' AND payload->'card' = 'null') OR (kind = 'games' AND payload ? 'moved')
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX slate_event_barrier;
      DROP INDEX slate_event_week;
      CREATE INDEX slate_event_week ON slate_event (season, season_type, week, seq)
    `);
  }
}
