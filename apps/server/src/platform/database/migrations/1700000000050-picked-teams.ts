import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ExchangedSides1700000000033 } from './1700000000033-exchanged-sides.js';

/**
 * A pick names a team (rule S26), whatever happens to the game's teams: where the picked team has changed sides its
 * picks are exchanged; where it no longer plays they are void, and so is a banker on it. It happens in the statement
 * that writes the game, so that no reader sees one without the other. Receipts keep their hash; a correction beside
 * them explains the change.
 */
export class PickedTeams1700000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER game_sides_exchanged ON game;
      DROP FUNCTION turn_picks;
      CREATE FUNCTION follow_teams() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        WITH followed AS (
          UPDATE card c SET version = c.version + 1,
            picks = CASE WHEN f.side IS NULL THEN c.picks - NEW.id ELSE jsonb_set(c.picks, ARRAY[NEW.id], to_jsonb(f.side)) END,
            banker = CASE WHEN f.side IS NULL THEN nullif(c.banker, NEW.id) ELSE c.banker END,
            joker = c.joker AND (f.side IS NOT NULL OR c.banker IS DISTINCT FROM NEW.id)
          FROM (
            SELECT o.*, CASE CASE o.picks ->> NEW.id WHEN 'home' THEN OLD.home ELSE OLD.away END
              WHEN NEW.away THEN 'away' WHEN NEW.home THEN 'home' END AS side
            FROM card o WHERE o.picks ? NEW.id
          ) AS f
          WHERE (f.player, f.season, f.season_type, f.week) = (c.player, c.season, c.season_type, c.week)
            AND f.side IS DISTINCT FROM f.picks ->> NEW.id
          RETURNING c.*, f.side, f.picks AS old_picks, f.banker AS old_banker, f.joker AS old_joker
        )
        INSERT INTO card_correction (player, season, season_type, week, by_name, rule, why, before, after)
        SELECT t.player, t.season, t.season_type, t.week, 'The rules', 'S26',
          OLD.away || ' at ' || OLD.home || ' became ' || NEW.away || ' at ' || NEW.home || ': '
            || CASE WHEN t.side IS NULL THEN 'the picked team does not play there any more.' ELSE 'the pick stays with its team.' END,
          jsonb_build_object('picks', t.old_picks, 'banker', t.old_banker, 'joker', t.old_joker),
          jsonb_build_object('picks', t.picks, 'banker', t.banker, 'joker', t.joker)
        FROM followed t
        WHERE EXISTS (
          SELECT 1 FROM receipt_part p
          WHERE (p.season, p.season_type, p.week) = (t.season, t.season_type, t.week) AND p.locks ? NEW.id);
        RETURN NULL;
      END $$;
      CREATE TRIGGER game_teams_changed AFTER UPDATE OF away, home ON game FOR EACH ROW
        WHEN ((OLD.away, OLD.home) IS DISTINCT FROM (NEW.away, NEW.home)) EXECUTE FUNCTION follow_teams();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER game_teams_changed ON game;
      DROP FUNCTION follow_teams;
    `);
    await new ExchangedSides1700000000033().up(runner);
  }
}
