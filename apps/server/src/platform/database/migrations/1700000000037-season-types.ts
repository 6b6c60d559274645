import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Stores the season's type with every week. A setting says which types are played. */
export class SeasonTypes1700000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE slate_event ADD COLUMN season_type smallint
        GENERATED ALWAYS AS ((payload ->> 'seasonType')::smallint) STORED;
      -- the version before does not say the type of a lock, and may still run beside this one
      ALTER TABLE slate_event ADD CONSTRAINT slate_event_week_has_type
        CHECK (kind = 'lock' OR week IS NULL OR (season IS NOT NULL AND season_type IS NOT NULL)) NOT VALID;
      DROP INDEX slate_event_week;
      CREATE INDEX slate_event_week ON slate_event (season, season_type, week, seq);

      -- reports counted season and week: 202408 is week 8 of 2024, 2024208 says that it is one of the regular season
      UPDATE report_weekly SET reported = reported / 100 * 1000 + 200 + reported % 100 WHERE reported > 0;

      ALTER TABLE season_state
        ADD COLUMN preseason boolean NOT NULL DEFAULT false,
        ADD COLUMN playoff_bankers_once boolean NOT NULL DEFAULT false,
        ADD COLUMN playoff_jokers smallint NOT NULL DEFAULT 0 CHECK (playoff_jokers BETWEEN 0 AND 4);
      COMMENT ON COLUMN season_state.preseason IS 'players are asked for cards in the pre-season';
      COMMENT ON COLUMN season_state.playoff_bankers_once IS 'a road team is a banker once in the playoffs';
      COMMENT ON COLUMN season_state.playoff_jokers IS 'jokers of a player in the playoffs';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE season_state DROP COLUMN preseason, DROP COLUMN playoff_bankers_once, DROP COLUMN playoff_jokers;
      UPDATE report_weekly SET reported = reported / 1000 * 100 + reported % 100 WHERE reported > 0;
      DROP INDEX slate_event_week;
      ALTER TABLE slate_event DROP CONSTRAINT slate_event_week_has_type, DROP COLUMN season_type;
      CREATE INDEX slate_event_week ON slate_event (season, week, seq);
    `);
  }
}
