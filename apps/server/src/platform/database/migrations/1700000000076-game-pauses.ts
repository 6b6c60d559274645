import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores why the clock of a game stands still. Until now the text beside the score, in ESPN's words, said so. */
export class GamePauses1700000000076 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE game ADD COLUMN pause text
        CONSTRAINT game_pause_check CHECK (pause = ANY (ARRAY['break', 'delay', 'suspension']));
      UPDATE game SET pause = CASE
        WHEN detail ~* 'delay' THEN 'delay' WHEN detail ~* 'suspend' THEN 'suspension' ELSE 'break' END
      WHERE state IN ('pre', 'in') AND detail ~* 'delay|suspend|half|end of';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE game DROP COLUMN pause');
  }
}
