import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Adds one mechanism that ends a player's access, whatever makes the change: an admin, the player, or the account
 * library on its own connection. It runs in the transaction of the change.
 */
export class AccessEnds1700000000025 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- grows by one each time all access of the player ends
      ALTER TABLE "user" ADD COLUMN access_epoch int NOT NULL DEFAULT 0;

      CREATE FUNCTION user_access_decides() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        NEW.access_epoch := NEW.access_epoch + 1;
        RETURN NEW;
      END $$;
      CREATE TRIGGER user_access_decides BEFORE UPDATE ON "user" FOR EACH ROW
        WHEN (OLD."twoFactorEnabled" <> NEW."twoFactorEnabled" OR (OLD.banned_at IS NULL AND NEW.banned_at IS NOT NULL))
        EXECUTE FUNCTION user_access_decides();

      -- used codes stay: a code that signed in must not work again
      CREATE FUNCTION user_access_ends() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        DELETE FROM one_time_token WHERE player = OLD.id AND purpose <> 'used-code';
        DELETE FROM "verification" WHERE value = OLD.id;
        IF TG_OP = 'UPDATE' AND OLD.access_epoch <> NEW.access_epoch THEN
          DELETE FROM "session" WHERE "userId" = OLD.id
            AND id IS DISTINCT FROM NULLIF(current_setting('sunday_live.kept_session', true), '');
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER user_access_ends AFTER UPDATE ON "user" FOR EACH ROW
        WHEN (OLD.access_epoch <> NEW.access_epoch OR OLD.email <> NEW.email) EXECUTE FUNCTION user_access_ends();
      CREATE TRIGGER user_access_ends_with_account AFTER DELETE ON "user" FOR EACH ROW EXECUTE FUNCTION user_access_ends();

      CREATE FUNCTION account_password_changed() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE "user" SET access_epoch = access_epoch + 1 WHERE id = OLD."userId";
        RETURN NULL;
      END $$;
      CREATE TRIGGER account_password_changed AFTER UPDATE ON "account" FOR EACH ROW
        WHEN (OLD.password IS DISTINCT FROM NEW.password) EXECUTE FUNCTION account_password_changed();
      CREATE TRIGGER account_password_removed AFTER DELETE ON "account" FOR EACH ROW
        EXECUTE FUNCTION account_password_changed();

      CREATE INDEX verification_value ON "verification" (value);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX verification_value;
      DROP TRIGGER account_password_removed ON "account";
      DROP TRIGGER account_password_changed ON "account";
      DROP TRIGGER user_access_ends_with_account ON "user";
      DROP TRIGGER user_access_ends ON "user";
      DROP TRIGGER user_access_decides ON "user";
      DROP FUNCTION account_password_changed, user_access_ends, user_access_decides;
      ALTER TABLE "user" DROP COLUMN access_epoch;
    `);
  }
}
