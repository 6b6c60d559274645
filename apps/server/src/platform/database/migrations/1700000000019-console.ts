import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates the console's switches, and the proofs of cards: receipts and corrections. */
export class Console1700000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE installation
        ADD COLUMN live_page boolean NOT NULL DEFAULT true,
        ADD COLUMN maintenance boolean NOT NULL DEFAULT false,
        -- what players are told meanwhile
        ADD COLUMN maintenance_notice text;

      ALTER TABLE feed_poll
        -- from the request to the last byte of the last good answer
        ADD COLUMN latency_ms int;
      CREATE TABLE feed_error (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        message text NOT NULL,
        first_at timestamptz NOT NULL DEFAULT now(),
        last_at timestamptz NOT NULL DEFAULT now(),
        times int NOT NULL DEFAULT 1
      );

      CREATE TABLE node_report (
        node text PRIMARY KEY,
        role text NOT NULL,
        started_at timestamptz NOT NULL,
        seen_at timestamptz NOT NULL DEFAULT now(),
        sockets int NOT NULL,
        polls int NOT NULL,
        slow int NOT NULL
      );

      -- games of a week whose picks closed together, each with the moment it was marked as locked
      CREATE TABLE receipt_part (
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        part int NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- {gameId: locked_at}
        locks jsonb NOT NULL,
        PRIMARY KEY (season, season_type, week, part)
      );
      CREATE TABLE card_receipt (
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        part int NOT NULL,
        nonce text NOT NULL,
        -- what the card said, as text: the hash is SHA-256 of nonce, line feed, content
        content text NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (season, season_type, week, part, player)
      );
      CREATE TABLE card_correction (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        -- the admin's name as it was
        by_name text NOT NULL,
        why text NOT NULL,
        -- {picks, banker, joker}; null = there was no card
        before jsonb,
        after jsonb NOT NULL
      );
      CREATE INDEX card_correction_week ON card_correction (season, season_type, week);
      CREATE INDEX card_receipt_player ON card_receipt (player);
      CREATE INDEX card_correction_player ON card_correction (player);

      -- only whoever deletes an account (by the foreign key, so one trigger deeper) takes its rows along
      CREATE FUNCTION is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND pg_trigger_depth() > 1 THEN RETURN NULL; END IF;
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
      END $$;
      CREATE TRIGGER card_receipt_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON card_receipt
        FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
      CREATE TRIGGER card_correction_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON card_correction
        FOR EACH STATEMENT EXECUTE FUNCTION is_append_only();
      ALTER TABLE card_receipt ENABLE ALWAYS TRIGGER card_receipt_is_append_only;
      ALTER TABLE card_correction ENABLE ALWAYS TRIGGER card_correction_is_append_only;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE card_correction, card_receipt, receipt_part, node_report, feed_error;
      DROP FUNCTION is_append_only;
      ALTER TABLE feed_poll DROP COLUMN latency_ms;
      ALTER TABLE installation DROP COLUMN live_page, DROP COLUMN maintenance, DROP COLUMN maintenance_notice;
    `);
  }
}
