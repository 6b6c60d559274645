import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates alerts for admins and the feed's retractions; adds jokers that are played automatically. */
export class Alerts1700000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE admin_alert (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- what it is about: the same matter is one alert
        key text NOT NULL UNIQUE,
        title text NOT NULL,
        message text NOT NULL,
        raised_at timestamptz NOT NULL DEFAULT now(),
        -- over by itself
        cleared_at timestamptz,
        -- put aside by an admin
        resolved_at timestamptz,
        resolved_by text REFERENCES "user" (id) ON DELETE SET NULL
      );

      -- when the feed said something believable about the game again
      ALTER TABLE feed_quarantine ADD COLUMN taken_back_at timestamptz;

      -- games that lock from then on bring forced jokers; null: there are none
      ALTER TABLE season_state ADD COLUMN forced_jokers_since timestamptz;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE season_state DROP COLUMN forced_jokers_since;
      ALTER TABLE feed_quarantine DROP COLUMN taken_back_at;
      DROP TABLE admin_alert;
    `);
  }
}
