import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables with a row per player and week, or per event. */
const LARGE = ['card', 'player_week', 'slate_event'];

/**
 * Has PostgreSQL look again at the large tables when a fiftieth of their rows is new, instead of a tenth: a week is a
 * twentieth of a season's rows, and a plan for a week that statistics do not know reads all of it. Dead rows of a week that
 * was written again are cleared before the next correction needs their room.
 */
export class FreshStatistics1700000000081 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of LARGE)
      await runner.query(
        `ALTER TABLE ${table} SET (autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05)`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of LARGE)
      await runner.query(
        `ALTER TABLE ${table} RESET (autovacuum_analyze_scale_factor, autovacuum_vacuum_scale_factor)`,
      );
  }
}
