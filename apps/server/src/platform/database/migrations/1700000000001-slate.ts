import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates the season's calendar, its games, and the ordered log of everything that changes standings. */
export class Slate1700000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE season_state (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        season int,
        season_type smallint,
        week int,
        lock text NOT NULL DEFAULT 'week' CHECK (lock IN ('week', 'kickoff'))
      );
      INSERT INTO season_state DEFAULT VALUES;

      CREATE TABLE slate_stream (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        epoch text NOT NULL,
        head bigint NOT NULL DEFAULT 0,
        -- highest fencing token that ever wrote: an older poller is refused
        fence bigint NOT NULL DEFAULT 0
      );
      INSERT INTO slate_stream (epoch) VALUES (replace(gen_random_uuid()::text, '-', ''));

      CREATE TABLE game (
        id text PRIMARY KEY,
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        kickoff timestamptz NOT NULL,
        away text NOT NULL,
        home text NOT NULL,
        away_score int NOT NULL DEFAULT 0,
        home_score int NOT NULL DEFAULT 0,
        state text NOT NULL CHECK (state IN ('pre', 'in', 'post', 'off')),
        detail text NOT NULL DEFAULT '',
        period int NOT NULL DEFAULT 0,
        clock text NOT NULL DEFAULT '0:00',
        possession text CHECK (possession IN ('home', 'away')),
        red_zone boolean NOT NULL DEFAULT false,
        -- false: the kick-off is a placeholder that must not lock anything
        time_valid boolean NOT NULL DEFAULT true,
        -- what the card page shows beside the game: records, form, odds
        facts jsonb NOT NULL DEFAULT '{}',
        -- set once when picks of the game close; never unset, also when the kick-off moves later
        locked_at timestamptz,
        -- when clock, possession and the like were last written (they are written less often than scores)
        situation_at timestamptz NOT NULL DEFAULT now(),
        rev int NOT NULL DEFAULT 1
      );
      CREATE INDEX game_week ON game (season, season_type, week);

      CREATE TABLE week_deadline (
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        -- set by an admin; absent rows are derived from the kick-offs
        deadline timestamptz NOT NULL,
        PRIMARY KEY (season, season_type, week)
      );

      CREATE TABLE slate_event (
        epoch text NOT NULL,
        seq bigint NOT NULL,
        at timestamptz NOT NULL DEFAULT clock_timestamp(),
        kind text NOT NULL,
        season int,
        week int,
        payload jsonb NOT NULL,
        PRIMARY KEY (epoch, seq)
      );
      CREATE INDEX slate_event_cause ON slate_event ((payload->'cause'->>'game'), seq) WHERE kind = 'games';
      CREATE INDEX slate_event_week ON slate_event (season, week, seq);

      CREATE TABLE feed_state (
        id smallint PRIMARY KEY DEFAULT 1 CHECK (id = 1),
        state text NOT NULL DEFAULT 'ok' CHECK (state IN ('ok', 'stale', 'down')),
        as_of timestamptz,
        failures int NOT NULL DEFAULT 0,
        last_error text,
        changed_at timestamptz NOT NULL DEFAULT now()
      );
      INSERT INTO feed_state DEFAULT VALUES;

      CREATE TABLE feed_quarantine (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        game text NOT NULL,
        reason text NOT NULL,
        observation jsonb NOT NULL,
        first_at timestamptz NOT NULL DEFAULT now(),
        last_at timestamptz NOT NULL DEFAULT now(),
        times int NOT NULL DEFAULT 1,
        resolution text CHECK (resolution IN ('accepted', 'rejected')),
        UNIQUE (game, reason)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE feed_quarantine, feed_state, slate_event, week_deadline, game, slate_stream, season_state;
    `);
  }
}
