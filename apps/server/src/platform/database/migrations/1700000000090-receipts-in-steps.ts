import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Receipts of a lock are issued a few thousand players at a time; a part remembers how far they have come. */
export class ReceiptsInSteps1700000000090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE receipt_part ADD COLUMN issued_to int');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE receipt_part DROP COLUMN issued_to');
  }
}
