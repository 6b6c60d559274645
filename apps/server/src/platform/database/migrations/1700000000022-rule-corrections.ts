import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores a change that a rule makes to a locked card beside the receipts, like an admin's correction. */
export class RuleCorrections1700000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the rule of docs/scoring-rules.md; null = an admin did it
      ALTER TABLE card_correction ADD COLUMN rule text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE card_correction DROP COLUMN rule;');
  }
}
