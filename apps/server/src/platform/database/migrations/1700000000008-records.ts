import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates records that an admin has entered. Records that follow from stored figures are computed on request. */
export class Records1700000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE record (
        id text PRIMARY KEY,
        title text NOT NULL,
        holder text NOT NULL,
        feat text NOT NULL,
        season int,
        created_at timestamptz NOT NULL DEFAULT now()
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE record;');
  }
}
