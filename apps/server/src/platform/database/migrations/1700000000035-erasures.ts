import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores what is still to be erased of deleted accounts, and which reports contain which players. */
export class Erasures1700000000035 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- written with the deletion of the account; gone once nothing of the player is left
      CREATE TABLE erasure (
        player text PRIMARY KEY,
        -- as others may have been told
        name text NOT NULL,
        -- objects in storage that hold the player
        objects text[] NOT NULL,
        at timestamptz NOT NULL DEFAULT now()
      );

      -- whose picks are in it; null: made before this was noted, so it may be anybody's
      ALTER TABLE report_input ADD COLUMN players text[];
      -- how often the report was begun again because a player is gone
      ALTER TABLE report ADD COLUMN generation int NOT NULL DEFAULT 0;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report DROP COLUMN generation;
      ALTER TABLE report_input DROP COLUMN players;
      DROP TABLE erasure;
    `);
  }
}
