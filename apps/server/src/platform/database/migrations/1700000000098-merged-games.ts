import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Second ids of games that admins have merged. */
export class MergedGames1700000000098 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE game_merged (
        id text CONSTRAINT game_merged_pkey PRIMARY KEY,
        game text NOT NULL CONSTRAINT game_merged_game_fkey REFERENCES game (id) ON DELETE CASCADE
      );
      CREATE INDEX game_merged_into ON game_merged (game);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE game_merged');
  }
}
