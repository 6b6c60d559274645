import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores failures outside of this server: since when an email waits, and why a task of a report failed. */
export class OutsideTrouble1700000000034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- a row while a service that this server calls fails; no row: it works
      CREATE TABLE outside_trouble (
        -- 'email', 'storage', 'push fcm.googleapis.com'
        service text PRIMARY KEY,
        since timestamptz NOT NULL DEFAULT now(),
        last_at timestamptz NOT NULL DEFAULT now(),
        -- failures in a row
        times int NOT NULL DEFAULT 1,
        reason text NOT NULL
      );

      ALTER TABLE mail
        -- when it was first to be sent: due_at moves with every attempt
        ADD COLUMN wanted_at timestamptz NOT NULL DEFAULT now(),
        -- when last_error was written
        ADD COLUMN failed_at timestamptz;
      UPDATE mail SET wanted_at = created_at WHERE state IN ('queued', 'sending');
      CREATE INDEX mail_failed ON mail (failed_at) WHERE failed_at IS NOT NULL;

      -- for admins; what the player reads is in error
      ALTER TABLE report_task ADD COLUMN cause text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report_task DROP COLUMN cause;
      DROP INDEX mail_failed;
      ALTER TABLE mail DROP COLUMN wanted_at, DROP COLUMN failed_at;
      DROP TABLE outside_trouble;
    `);
  }
}
