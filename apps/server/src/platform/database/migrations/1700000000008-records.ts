import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Records that an admin has written down; those that numbers tell are worked out whenever somebody asks. */
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
