import type { MigrationInterface, QueryRunner } from 'typeorm';

const NAME_KEY = `btrim(regexp_replace(lower(regexp_replace(normalize(name, NFKD), '[\\u0300-\\u036f]', '', 'g')), '\\s+', ' ', 'g'))`;

/** The sort key of each player's name, so that lists of players are read by page in an order that an index has. */
export class NameKeys1700000000070 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "user" ADD COLUMN name_key text COLLATE "C" NOT NULL GENERATED ALWAYS AS (${NAME_KEY}) STORED;
      CREATE INDEX user_name ON "user" (name_key, n);
    `);
    // TypeORM compares the expression with this note of it
    await runner.query(
      `INSERT INTO typeorm_metadata (type, database, schema, "table", name, value)
       VALUES ('GENERATED_COLUMN', current_database(), current_schema(), 'user', 'name_key', $1)`,
      [NAME_KEY],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DELETE FROM typeorm_metadata WHERE "table" = 'user' AND name = 'name_key';
      ALTER TABLE "user" DROP COLUMN name_key;
    `);
  }
}
