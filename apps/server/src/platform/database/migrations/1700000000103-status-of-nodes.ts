import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Admins see how far each node is behind the log, and how the database grows. */
export class StatusOfNodes1700000000103 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE node_report ADD COLUMN behind int;
      CREATE TABLE database_size (
        day date PRIMARY KEY,
        at timestamptz NOT NULL DEFAULT now(),
        bytes double precision NOT NULL
      )
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE database_size; ALTER TABLE node_report DROP COLUMN behind');
  }
}
