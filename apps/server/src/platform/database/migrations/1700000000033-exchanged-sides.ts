import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A pick names a team (rule S26). When a game's home and away teams are exchanged, its picks are exchanged in the
 * same statement, so that no reader sees one without the other. Receipts keep their hash; a correction beside them
 * explains the change.
 */
export class ExchangedSides1700000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION turn_picks() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        WITH turned AS (
          UPDATE card c SET version = c.version + 1, picks = jsonb_set(c.picks, ARRAY[NEW.id],
            CASE c.picks ->> NEW.id WHEN 'home' THEN '"away"'::jsonb ELSE '"home"'::jsonb END)
          FROM card o
          WHERE (o.player, o.season, o.season_type, o.week) = (c.player, c.season, c.season_type, c.week)
            AND c.picks ? NEW.id
          RETURNING c.*, o.picks AS old_picks
        )
        INSERT INTO card_correction (player, season, season_type, week, by_name, rule, why, before, after)
        SELECT t.player, t.season, t.season_type, t.week, 'The rules', 'S26',
          OLD.away || ' at ' || OLD.home || ' became ' || NEW.away || ' at ' || NEW.home || ': the pick stays with its team.',
          jsonb_build_object('picks', t.old_picks, 'banker', t.banker, 'joker', t.joker),
          jsonb_build_object('picks', t.picks, 'banker', t.banker, 'joker', t.joker)
        FROM turned t
        WHERE EXISTS (
          SELECT 1 FROM receipt_part p
          WHERE (p.season, p.season_type, p.week) = (t.season, t.season_type, t.week) AND p.locks ? NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER game_sides_exchanged AFTER UPDATE OF away, home ON game FOR EACH ROW
        WHEN (OLD.away = NEW.home AND OLD.home = NEW.away) EXECUTE FUNCTION turn_picks();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER game_sides_exchanged ON game;
      DROP FUNCTION turn_picks;
    `);
  }
}
