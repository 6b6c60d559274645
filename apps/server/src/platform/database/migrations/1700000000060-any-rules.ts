import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['league', 'week_score'];

/**
 * The database takes rules variants by any name: `RULES` in libs/scoring is their one list, and the contract's schema checks
 * the name where a league is made. Without these checks a new variant needs no migration.
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
