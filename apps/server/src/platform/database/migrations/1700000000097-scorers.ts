import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scorers of the day, the device that holds a game, and the plays that scorers enter. */
export class Scorers1700000000097 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE "user" ADD COLUMN scorer_from timestamptz, ADD COLUMN scorer_until timestamptz,
        ADD CONSTRAINT user_scorer_check CHECK ((scorer_from IS NULL) = (scorer_until IS NULL));
      ALTER TABLE game ADD COLUMN hand_device text;
      CREATE TABLE game_play (
        key text CONSTRAINT game_play_pkey PRIMARY KEY,
        place bigint NOT NULL GENERATED ALWAYS AS IDENTITY,
        game text NOT NULL CONSTRAINT game_play_game_fkey REFERENCES game (id) ON DELETE CASCADE,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        kind text NOT NULL,
        side text,
        before jsonb NOT NULL,
        after jsonb NOT NULL,
        undone_at timestamptz,
        CONSTRAINT game_play_side_check CHECK (side IN ('home', 'away'))
      );
      CREATE INDEX game_play_of_game ON game_play (game, place);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE game_play;
      ALTER TABLE game DROP COLUMN hand_device;
      ALTER TABLE "user" DROP COLUMN scorer_from, DROP COLUMN scorer_until;
    `);
  }
}
