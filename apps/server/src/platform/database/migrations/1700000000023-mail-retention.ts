import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds the index that finds emails settled long ago. */
export class MailRetention1700000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX mail_settled ON mail (created_at) WHERE state IN ('sent', 'failed', 'dropped');
      CREATE INDEX mail_settled_of_nobody ON mail (created_at)
        WHERE state IN ('sent', 'failed', 'dropped') AND player IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX mail_settled, mail_settled_of_nobody;');
  }
}
