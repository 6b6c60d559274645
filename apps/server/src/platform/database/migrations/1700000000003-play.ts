import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates cards, leagues and announcements. */
export class Play1700000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE card (
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        -- {gameId: 'home' | 'away'}
        picks jsonb NOT NULL,
        banker text,
        joker boolean NOT NULL DEFAULT false,
        version int NOT NULL DEFAULT 1,
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (player, season, season_type, week)
      );
      CREATE INDEX card_week ON card (season, season_type, week);

      CREATE TABLE league (
        id text PRIMARY KEY,
        name text NOT NULL,
        rules text NOT NULL DEFAULT 'classic' CHECK (rules IN ('classic', 'joker-week', 'straight')),
        visibility text NOT NULL DEFAULT 'code' CHECK (visibility IN ('open', 'code')),
        code text UNIQUE,
        created_at timestamptz NOT NULL DEFAULT now()
      );
      -- holds every player without a row per member
      INSERT INTO league (id, name, visibility) VALUES ('everyone', 'Everyone', 'open');

      CREATE TABLE league_member (
        league text NOT NULL REFERENCES league (id) ON DELETE CASCADE,
        player text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
        role text NOT NULL DEFAULT 'member' CHECK (role IN ('commissioner', 'member')),
        joined_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (league, player)
      );
      CREATE INDEX league_member_player ON league_member (player);

      CREATE TABLE announcement (
        id text PRIMARY KEY,
        title text NOT NULL,
        body text NOT NULL,
        level text NOT NULL DEFAULT 'info' CHECK (level IN ('info', 'important', 'alert')),
        league text REFERENCES league (id) ON DELETE CASCADE,
        created_by text REFERENCES "user" (id) ON DELETE SET NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        expires_at timestamptz,
        withdrawn_at timestamptz
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE announcement, league_member, league, card;');
  }
}
