import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An email in state `sending` whose attempt has died is due again (ADR 15), so the indexes of waiting emails include
 * it.
 */
export class MailsAtLeastOnce1700000000067 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX mail_sending, mail_due, mail_valid;
      CREATE INDEX mail_due ON mail (priority, due_at) WHERE state IN ('queued', 'sending');
      CREATE INDEX mail_valid ON mail (valid_until) WHERE state IN ('queued', 'sending');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX mail_due, mail_valid;
      CREATE INDEX mail_due ON mail (priority, due_at) WHERE state = 'queued';
      CREATE INDEX mail_valid ON mail (valid_until) WHERE state = 'queued';
      CREATE INDEX mail_sending ON mail (due_at) WHERE state = 'sending';
    `);
  }
}
