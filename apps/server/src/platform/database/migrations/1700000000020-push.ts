import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates Web Push: keys, devices, players' choices of kinds, news, and notifications to send. */
export class Push1700000000020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the installation's own keys (VAPID), made once unless the configuration gives others
      CREATE TABLE push_key (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        public_key text NOT NULL,
        -- encrypted
        private_key bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE push_choice (
        player text PRIMARY KEY REFERENCES "user" (id) ON DELETE CASCADE,
        lead boolean NOT NULL DEFAULT false,
        banker boolean NOT NULL DEFAULT false,
        deadline boolean NOT NULL DEFAULT false,
        result boolean NOT NULL DEFAULT false,
        sound boolean NOT NULL DEFAULT false,
        -- whose lead is followed
        league text REFERENCES league (id) ON DELETE SET NULL
      );
      CREATE INDEX push_choice_league ON push_choice (league);

      CREATE TABLE push_subscription (
        -- SHA-256 of the endpoint: the browser can work it out, and nobody else learns the endpoint from it
        id text PRIMARY KEY,
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        -- whoever signs out hears nothing more
        session text NOT NULL REFERENCES "session" (id) ON DELETE CASCADE,
        endpoint text NOT NULL,
        p256dh text NOT NULL,
        auth text NOT NULL,
        -- our public key for which the browser made it
        server_key text NOT NULL,
        -- the device's TV delay
        delay_seconds int NOT NULL DEFAULT 0 CHECK (delay_seconds BETWEEN 0 AND 120),
        created_at timestamptz NOT NULL DEFAULT now(),
        seen_at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX push_subscription_player ON push_subscription (player);
      CREATE INDEX push_subscription_session ON push_subscription (session);

      -- where a player stood when it was last looked at: what differs from it is news
      CREATE TABLE push_noted (
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        what text NOT NULL,
        -- league, week, day: another one is a new beginning, and no news
        about text NOT NULL,
        value text NOT NULL,
        PRIMARY KEY (player, what)
      );

      -- up to where in the slate's log it was looked
      CREATE TABLE push_position (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        epoch text NOT NULL DEFAULT '',
        seq bigint NOT NULL DEFAULT 0
      );
      INSERT INTO push_position DEFAULT VALUES;

      CREATE TABLE push_message (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        -- what the service worker shows
        payload jsonb NOT NULL,
        -- one that was asked for, to try it out, does not count
        is_test boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        valid_until timestamptz NOT NULL
      );
      CREATE INDEX push_message_player ON push_message (player, created_at);

      CREATE TABLE push_news (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        -- what it tells: the same thing is the same row
        key text COLLATE "C" NOT NULL UNIQUE,
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        data jsonb NOT NULL,
        state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'told', 'dropped')),
        message bigint REFERENCES push_message (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        valid_until timestamptz NOT NULL
      );
      CREATE INDEX push_news_player ON push_news (player);
      CREATE INDEX push_news_message ON push_news (message);
      CREATE INDEX push_news_waiting ON push_news (player) WHERE state = 'waiting';

      CREATE TABLE push_delivery (
        message bigint NOT NULL REFERENCES push_message (id) ON DELETE CASCADE,
        subscription text NOT NULL REFERENCES push_subscription (id) ON DELETE CASCADE,
        state text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'dropped')),
        attempts int NOT NULL DEFAULT 0,
        -- the attempt that may write this row
        claim uuid,
        -- queued: not before; sending: when the attempt counts as dead
        due_at timestamptz NOT NULL,
        last_error text,
        PRIMARY KEY (message, subscription)
      );
      CREATE INDEX push_delivery_open ON push_delivery (due_at) WHERE state IN ('queued', 'sending');
      CREATE INDEX push_delivery_subscription ON push_delivery (subscription);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE push_delivery, push_news, push_message, push_position, push_noted, push_subscription, push_choice, push_key;
    `);
  }
}
