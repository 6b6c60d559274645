import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['"user"', '"session"', '"account"', '"verification"'];

/**
 * Makes the tables equal to the entities in TypeORM's eyes. It compares defaults as text, and generated columns by an
 * expression that it stores in its own table, because PostgreSQL spells expressions differently.
 */
export class Entities1700000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${TABLES.map((table) => setDefaults(table, 'now()')).join('\n')}
      -- TypeORM makes the table itself where it knows entities with such columns
      CREATE TABLE IF NOT EXISTS typeorm_metadata (
        type varchar NOT NULL, database varchar, schema varchar, "table" varchar, name varchar, value text
      );
      INSERT INTO typeorm_metadata (type, database, schema, "table", name, value) VALUES
        ('GENERATED_COLUMN', current_database(), current_schema(), 'slate_event', 'season_type',
         '(payload ->> ''seasonType'')::smallint');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE typeorm_metadata;
      ${TABLES.map((table) => setDefaults(table, 'CURRENT_TIMESTAMP')).join('\n')}
    `);
  }
}

function setDefaults(table: string, value: string): string {
  return `ALTER TABLE ${table} ALTER COLUMN "createdAt" SET DEFAULT ${value}, ALTER COLUMN "updatedAt" SET DEFAULT ${value};`;
}
