import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scheduled backups. */
export class Backups1700000000104 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE backup (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        name text CONSTRAINT backup_name_key UNIQUE,
        taken_at timestamptz NOT NULL,
        bytes bigint,
        rows bigint,
        verified_at timestamptz,
        secret_fingerprint text,
        problem text,
        CONSTRAINT backup_outcome_check CHECK ((problem IS NULL)
          = (verified_at IS NOT NULL AND name IS NOT NULL AND bytes IS NOT NULL AND rows IS NOT NULL))
      );
      CREATE INDEX backup_taken ON backup (taken_at);
      CREATE TABLE backup_run (
        id smallint PRIMARY KEY DEFAULT 1 CONSTRAINT backup_run_id_check CHECK (id = 1),
        wanted_at timestamptz,
        started_at timestamptz,
        step text CONSTRAINT backup_run_step_check CHECK (step IN ('writing', 'checking', 'storing'))
      );
      INSERT INTO backup_run DEFAULT VALUES;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE backup, backup_run');
  }
}
