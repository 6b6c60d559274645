import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The planner of result emails remembers which weeks it has finished, instead of comparing every player at each tick. */
export class PlannedResultMails1700000000091 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE week_result ADD COLUMN mails_planned boolean NOT NULL DEFAULT false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE week_result DROP COLUMN mails_planned');
  }
}
