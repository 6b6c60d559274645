import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['"user"', '"session"', '"account"', '"verification"'];

/**
 * Lets TypeORM see that the tables are as the entities say. It compares defaults by their text, and generated columns by an
 * expression that it keeps in a table of its own, since PostgreSQL spells expressions in another way.
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
