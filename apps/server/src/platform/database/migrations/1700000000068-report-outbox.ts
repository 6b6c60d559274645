import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gives tasks of reports the columns of an outbox, and drops the notes about sending them to a queue. */
export class ReportOutbox1700000000068 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX report_task_open;
      UPDATE report_task SET due_at = lease_until WHERE state = 'running' AND lease_until IS NOT NULL;
      ALTER TABLE report_task DROP COLUMN fence, DROP COLUMN lease_until, DROP COLUMN sent_at, ADD COLUMN claim uuid;
      ALTER TABLE report_task RENAME COLUMN cause TO last_error;
      CREATE INDEX report_task_open ON report_task (queue, due_at, place) WHERE state IN ('queued', 'running');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX report_task_open;
      ALTER TABLE report_task RENAME COLUMN last_error TO cause;
      ALTER TABLE report_task DROP COLUMN claim, ADD COLUMN fence int NOT NULL DEFAULT 0,
        ADD COLUMN lease_until timestamptz, ADD COLUMN sent_at timestamptz NOT NULL DEFAULT now();
      UPDATE report_task SET lease_until = due_at WHERE state = 'running';
      CREATE INDEX report_task_open ON report_task (state, due_at) WHERE state IN ('queued', 'running');
    `);
  }
}
