import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['league', 'week_score'];

/**
 * Accepts rules variants with any name: `RULES` in libs/scoring is their only list, and the contract's schema checks
 * the name when a league is created. Without these checks a new variant needs no migration.
 */
export class AnyRules1700000000060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`ALTER TABLE ${table} DROP CONSTRAINT ${table}_rules_check`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(`ALTER TABLE ${table}
        ADD CONSTRAINT ${table}_rules_check CHECK (rules IN ('classic', 'joker-week', 'straight'))`);
  }
}
