import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds leagues whose standings other sites may show. */
export class Widget1700000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE league ADD COLUMN widget boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE league DROP COLUMN widget');
  }
}
