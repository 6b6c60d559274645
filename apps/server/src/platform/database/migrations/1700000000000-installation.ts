import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates the installation's identity, which separates it from others on the same Redis, and the counters of rate
 * limits.
 */
export class Installation1700000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE installation (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        key text NOT NULL,
        -- an admin's decision; null = as configured
        registration text CHECK (registration IN ('open', 'closed')),
        created_at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO installation (key) VALUES (replace(gen_random_uuid()::text, '-', ''));

      CREATE TABLE rate_limit (
        key text PRIMARY KEY,
        hits int NOT NULL,
        resets_at timestamptz NOT NULL
      );
      CREATE INDEX rate_limit_resets_at ON rate_limit (resets_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE rate_limit, installation;');
  }
}
