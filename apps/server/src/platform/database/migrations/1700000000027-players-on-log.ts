import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The account library inserts a new player with `on_log` false; it becomes true in the transaction that appends the player
 * to the slate log. Everything else that inserts players appends them itself.
 */
export class PlayersOnLog1700000000027 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "user" ADD COLUMN on_log boolean NOT NULL DEFAULT true;
      CREATE INDEX user_not_on_log ON "user" (n) WHERE NOT on_log;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "user" DROP COLUMN on_log;');
  }
}
