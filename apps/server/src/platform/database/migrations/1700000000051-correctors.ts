import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A correction of a card refers to the admin's account and reads the name there, so that the name is erased with the
 * account. Older rows get the account from the audit row of the same change; `by_name` remains for changes that rules
 * make.
 */
export class Correctors1700000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE card_correction ALTER COLUMN by_name DROP NOT NULL,
        ADD COLUMN by_player text REFERENCES "user" (id) ON DELETE SET NULL;
      ALTER TABLE card_correction DISABLE TRIGGER card_correction_is_append_only;
      UPDATE card_correction c SET by_name = NULL, by_player = (
        SELECT u.id FROM audit a JOIN "user" u ON u.id = a.actor
        WHERE a.target = format('card/%s/%s/%s/%s', c.season, c.season_type, c.week, c.player) AND a.actor_name = c.by_name
        LIMIT 1)
      WHERE rule IS NULL;
      ALTER TABLE card_correction ENABLE ALWAYS TRIGGER card_correction_is_append_only;
      CREATE INDEX card_correction_by ON card_correction (by_player);

      -- the removal of an account takes its rows along, and its name off others' (both by foreign keys, so one trigger deeper)
      CREATE OR REPLACE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP IN ('DELETE', 'UPDATE') AND pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE card_correction DISABLE TRIGGER card_correction_is_append_only;
      UPDATE card_correction c SET by_name = coalesce((SELECT name FROM "user" u WHERE u.id = c.by_player), 'A former admin')
      WHERE by_name IS NULL;
      ALTER TABLE card_correction ENABLE ALWAYS TRIGGER card_correction_is_append_only;
      ALTER TABLE card_correction DROP COLUMN by_player, ALTER COLUMN by_name SET NOT NULL;
    `);
  }
}
