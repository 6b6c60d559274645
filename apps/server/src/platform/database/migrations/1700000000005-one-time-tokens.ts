import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Creates tokens of links in emails that work once. They are stored as hashes only, and are deleted with their
 * player.
 */
export class OneTimeTokens1700000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE one_time_token (
        -- SHA-256 of purpose and token, base64url
        hash text PRIMARY KEY,
        purpose text NOT NULL,
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        -- what the link was made for, an e-mail address for example
        detail text NOT NULL DEFAULT '',
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX one_time_token_player ON one_time_token (player);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE one_time_token;');
  }
}
