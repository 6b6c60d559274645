import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores the device that saved a card last, so that the player sees it on another device. */
export class CardDevice1700000000032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- how the browser names itself; null = not saved by the player, or before this was kept
      ALTER TABLE card ADD COLUMN device text CHECK (length(device) <= 300);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE card DROP COLUMN device');
  }
}
