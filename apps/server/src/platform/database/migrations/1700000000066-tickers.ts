import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates one table for all periodic work that one worker of the cluster does; before, the feed and the reports had
 * their own.
 */
export class Tickers1700000000066 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE report_chore RENAME TO ticker;
      ALTER INDEX report_chore_pkey RENAME TO ticker_pkey;
      ALTER TABLE ticker ADD COLUMN ticked_at timestamptz;
      UPDATE ticker SET name = 'report-' || name;
      ALTER TABLE feed_poll DROP COLUMN ticked_at;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE feed_poll ADD COLUMN ticked_at timestamptz NOT NULL DEFAULT now();
      DELETE FROM ticker WHERE name NOT IN ('report-weekly', 'report-warm-up', 'report-retention');
      UPDATE ticker SET name = substr(name, length('report-') + 1);
      ALTER TABLE ticker DROP COLUMN ticked_at;
      ALTER INDEX ticker_pkey RENAME TO report_chore_pkey;
      ALTER TABLE ticker RENAME TO report_chore;
    `);
  }
}
