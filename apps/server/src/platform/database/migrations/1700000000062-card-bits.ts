import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ExchangedSides1700000000033 } from './1700000000033-exchanged-sides.js';
import { PickedTeams1700000000050 } from './1700000000050-picked-teams.js';

/**
 * Stores a card in a few numbers instead of JSON. Each game of a week has a slot, and a card has one bit per slot. A
 * week's cards of a hundred thousand players are then read in a tenth of a second, in a sixth of the space. The view
 * `card_in_words` shows cards with the ids of games, for readers of a few cards.
 */
export class CardBits1700000000062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE game_slot (
        season int NOT NULL,
        season_type smallint NOT NULL,
        week int NOT NULL,
        slot smallint NOT NULL,
        -- not a reference: a slot stays when its game goes
        game text NOT NULL,
        CONSTRAINT game_slot_slot_check CHECK (slot BETWEEN 0 AND 30),
        CONSTRAINT game_slot_pkey PRIMARY KEY (season, season_type, week, slot)
      );
      CREATE UNIQUE INDEX game_slot_game ON game_slot (season, season_type, week, game);
      CREATE INDEX game_slot_by_game ON game_slot (game);

      -- first the games of the week in order of kickoff, then those that have left it, then what else cards name
      INSERT INTO game_slot (season, season_type, week, slot, game)
      SELECT season, season_type, week, place, game FROM (
        SELECT season, season_type, week, game,
          row_number() OVER (PARTITION BY season, season_type, week ORDER BY min(source), min(kickoff), game) - 1 AS place
        FROM (
          SELECT 1 AS source, season, season_type, week, id AS game, kickoff FROM game
          UNION ALL SELECT 2, season, season_type, week, game, NULL FROM game_left_week
          UNION ALL SELECT DISTINCT 3, season, season_type, week, jsonb_object_keys(picks), NULL::timestamptz FROM card
            WHERE jsonb_typeof(picks) = 'object'
          UNION ALL SELECT DISTINCT 3, season, season_type, week, banker, NULL::timestamptz FROM card WHERE banker IS NOT NULL
        ) AS seen GROUP BY season, season_type, week, game
      ) AS placed WHERE place <= 30;

      CREATE FUNCTION give_game_slot() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO game_slot (season, season_type, week, slot, game)
        SELECT NEW.season, NEW.season_type, NEW.week, coalesce(max(slot) + 1, 0), NEW.id FROM game_slot
        WHERE (season, season_type, week) = (NEW.season, NEW.season_type, NEW.week)
        HAVING coalesce(max(slot), -1) < 30 AND NOT coalesce(bool_or(game = NEW.id), false);
        RETURN NULL;
      END $$;
      CREATE TRIGGER game_slot_given AFTER INSERT OR UPDATE OF season, season_type, week ON game FOR EACH ROW
        EXECUTE FUNCTION give_game_slot();

      CREATE TABLE card_bits AS
        SELECT c.season, c.season_type, c.week, u.n,
          coalesce(p.has, 0) AS has, coalesce(p.home, 0) AS home, b.slot AS banker, c.joker, c.version, c.updated_at, c.device
        FROM card c JOIN "user" u ON u.id = c.player
        LEFT JOIN game_slot b ON (b.season, b.season_type, b.week, b.game) = (c.season, c.season_type, c.week, c.banker)
        LEFT JOIN LATERAL (
          SELECT sum(1 << s.slot)::int AS has, sum(CASE side WHEN 'home' THEN 1 << s.slot ELSE 0 END)::int AS home
          FROM jsonb_each_text(CASE jsonb_typeof(c.picks) WHEN 'object' THEN c.picks ELSE '{}' END) AS pick (game, side)
          JOIN game_slot s ON (s.season, s.season_type, s.week, s.game) = (c.season, c.season_type, c.week, pick.game)
          WHERE side IN ('home', 'away')
        ) p ON true;
      DROP TABLE card;
      ALTER TABLE card_bits RENAME TO card;
      ALTER TABLE card
        ALTER season SET NOT NULL, ALTER season_type SET NOT NULL, ALTER week SET NOT NULL, ALTER n SET NOT NULL,
        ALTER has SET NOT NULL, ALTER home SET NOT NULL,
        ALTER joker SET NOT NULL, ALTER joker SET DEFAULT false,
        ALTER version SET NOT NULL, ALTER version SET DEFAULT 1,
        ALTER updated_at SET NOT NULL, ALTER updated_at SET DEFAULT now(),
        ADD CONSTRAINT card_pkey PRIMARY KEY (season, season_type, week, n),
        ADD CONSTRAINT card_n_fkey FOREIGN KEY (n) REFERENCES "user" (n) ON DELETE CASCADE,
        ADD CONSTRAINT card_picks_check CHECK (has >= 0 AND home >= 0 AND home & ~has = 0),
        ADD CONSTRAINT card_banker_check CHECK (banker BETWEEN 0 AND 30),
        ADD CONSTRAINT card_device_check CHECK (length(device) <= 300);
      CREATE INDEX card_player ON card (n);
      ANALYZE card;
    `);
    await this.readableCards(runner);
    await this.followTeams(runner);
  }

  private async readableCards(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION picks_in_words(of_season int, of_type smallint, of_week int, has int, home int) RETURNS jsonb
        LANGUAGE sql STABLE AS $$
        SELECT coalesce(jsonb_object_agg(s.game, CASE (home >> s.slot) & 1 WHEN 1 THEN 'home' ELSE 'away' END), '{}')
        FROM game_slot s WHERE (s.season, s.season_type, s.week) = (of_season, of_type, of_week) AND (has >> s.slot) & 1 = 1
      $$;
      CREATE VIEW card_in_words AS
        SELECT u.id AS player, c.n, c.season, c.season_type, c.week,
          picks_in_words(c.season, c.season_type, c.week, c.has, c.home) AS picks,
          (SELECT s.game FROM game_slot s
            WHERE (s.season, s.season_type, s.week, s.slot) = (c.season, c.season_type, c.week, c.banker)) AS banker,
          c.joker, c.version, c.updated_at, c.device
        FROM card c JOIN "user" u ON u.n = c.n;
      COMMENT ON VIEW card_in_words IS 'Cards with the picked side by game id. The table card has them as bits by game_slot.';
    `);
  }

  /** Rule S26 as in migration 50, on bits: a pick names a team, whatever happens to the game's teams. */
  private async followTeams(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE OR REPLACE FUNCTION follow_teams() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        WITH followed AS (
          UPDATE card c SET version = c.version + 1,
            has = CASE WHEN f.side IS NULL THEN c.has & ~f.bit ELSE c.has END,
            home = CASE f.side WHEN 'home' THEN c.home | f.bit ELSE c.home & ~f.bit END,
            banker = CASE WHEN f.side IS NULL THEN nullif(c.banker, f.slot) ELSE c.banker END,
            joker = c.joker AND (f.side IS NOT NULL OR c.banker IS DISTINCT FROM f.slot)
          FROM (
            SELECT o.*, s.slot, 1 << s.slot AS bit, (o.home >> s.slot) & 1 AS was_home,
              CASE CASE (o.home >> s.slot) & 1 WHEN 1 THEN OLD.home ELSE OLD.away END
                WHEN NEW.away THEN 'away' WHEN NEW.home THEN 'home' END AS side
            FROM game_slot s JOIN card o ON (o.season, o.season_type, o.week) = (s.season, s.season_type, s.week)
            WHERE s.game = NEW.id AND (o.has >> s.slot) & 1 = 1
          ) AS f
          WHERE (f.season, f.season_type, f.week, f.n) = (c.season, c.season_type, c.week, c.n)
            AND f.side IS DISTINCT FROM CASE f.was_home WHEN 1 THEN 'home' ELSE 'away' END
          RETURNING c.*, f.side, f.has AS old_has, f.home AS old_home, f.banker AS old_banker, f.joker AS old_joker
        )
        INSERT INTO card_correction (player, season, season_type, week, by_name, rule, why, before, after)
        SELECT u.id, t.season, t.season_type, t.week, 'The rules', 'S26',
          OLD.away || ' at ' || OLD.home || ' became ' || NEW.away || ' at ' || NEW.home || ': '
            || CASE WHEN t.side IS NULL THEN 'the picked team does not play there any more.' ELSE 'the pick stays with its team.' END,
          jsonb_build_object('picks', picks_in_words(t.season, t.season_type, t.week, t.old_has, t.old_home),
            'banker', ob.game, 'joker', t.old_joker),
          jsonb_build_object('picks', picks_in_words(t.season, t.season_type, t.week, t.has, t.home),
            'banker', nb.game, 'joker', t.joker)
        FROM followed t JOIN "user" u ON u.n = t.n
        LEFT JOIN game_slot ob ON (ob.season, ob.season_type, ob.week, ob.slot) = (t.season, t.season_type, t.week, t.old_banker)
        LEFT JOIN game_slot nb ON (nb.season, nb.season_type, nb.week, nb.slot) = (t.season, t.season_type, t.week, t.banker)
        WHERE EXISTS (
          SELECT 1 FROM receipt_part p
          WHERE (p.season, p.season_type, p.week) = (t.season, t.season_type, t.week) AND p.locks ? NEW.id);
        RETURN NULL;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE card_json AS
        SELECT player, season, season_type, week, picks, banker, joker, version, updated_at, device FROM card_in_words;
      DROP VIEW card_in_words;
      DROP TABLE card;
      DROP FUNCTION picks_in_words;
      DROP TRIGGER game_slot_given ON game;
      DROP FUNCTION give_game_slot;
      DROP TABLE game_slot;
      ALTER TABLE card_json RENAME TO card;
      ALTER TABLE card
        ALTER season SET NOT NULL, ALTER season_type SET NOT NULL, ALTER week SET NOT NULL, ALTER player SET NOT NULL,
        ALTER picks SET NOT NULL,
        ALTER joker SET NOT NULL, ALTER joker SET DEFAULT false,
        ALTER version SET NOT NULL, ALTER version SET DEFAULT 1,
        ALTER updated_at SET NOT NULL, ALTER updated_at SET DEFAULT now(),
        ADD CONSTRAINT card_pkey PRIMARY KEY (player, season, season_type, week),
        ADD CONSTRAINT card_player_fkey FOREIGN KEY (player) REFERENCES "user" (id) ON DELETE CASCADE,
        ADD CONSTRAINT card_device_check CHECK (length(device) <= 300);
      CREATE INDEX card_week ON card (season, season_type, week, player);
      DROP TRIGGER game_teams_changed ON game;
      DROP FUNCTION follow_teams;
    `);
    await new ExchangedSides1700000000033().up(runner);
    await new PickedTeams1700000000050().up(runner);
  }
}
