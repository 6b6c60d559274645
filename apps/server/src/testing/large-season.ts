import { TEAMS } from '@sunday-live/contract';
import type { DataSource } from 'typeorm';

/** A season right after a restore: three weeks of sixteen games, two of them over, in which everybody has cards. */
export interface LargeSeason {
  readonly players: number;
  readonly weeks: number;
}

export const GAMES = 16;

/**
 * Writes the season directly into the tables, without gathering statistics. Every other player has a card for the third
 * week, whose deadline is in 23 hours.
 */
export async function largeSeason(db: DataSource, { players, weeks }: LargeSeason): Promise<void> {
  const tables = await db.query<{ name: string }[]>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  for (const { name } of tables) await db.query(`ALTER TABLE ${name} SET (autovacuum_enabled = off)`);
  await db.query(`UPDATE season_state SET season = 2024, season_type = 2, week = $1, lock = 'kickoff'`, [
    weeks,
  ]);
  await db.query(
    `INSERT INTO "user" (id, name, email, "createdAt", notifications)
     SELECT 'p' || i, 'Player ' || i, 'p' || i || '@test.example', now() - interval '1 year',
       '{"reminder48h": true, "pickConfirmation": true, "weeklyResult": true}' FROM generate_series(1, $1::int) i`,
    [players],
  );
  await db.query(`INSERT INTO league (id, name, code) VALUES ('large', 'Large', 'LARGE')`);
  await db.query(`INSERT INTO league_member (league, player) SELECT 'large', id FROM "user"`);
  await db.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, away_score, home_score, state, locked_at)
     SELECT w || '-' || g, 2024, 2, w, date_trunc('minute', now()) + interval '23 hours' - ($1 - w) * interval '7 days',
       ($3::text[])[2 * g - 1], ($3::text[])[2 * g], w + g, 20, CASE WHEN w < $1 THEN 'post' ELSE 'pre' END,
       CASE WHEN w < $1 THEN now() END
     FROM generate_series(1, $1::int) w, generate_series(1, $2::int) g`,
    [weeks, GAMES, TEAMS.map(({ abbr }) => abbr)],
  );
  // sixteen patterns of picks, assigned to the players in turn
  await db.query(
    `WITH way AS (
       SELECT s.week AS w, k, bit_or(1 << s.slot) AS has,
         coalesce(bit_or(1 << s.slot) FILTER (WHERE (split_part(s.game, '-', 2)::int * 7 + k) % 3 > 0), 0) AS home
       FROM game_slot s, generate_series(0, $2::int - 1) k GROUP BY s.week, k
     )
     INSERT INTO card (season, season_type, week, n, has, home, banker, joker, updated_at)
     SELECT 2024, 2, w, u.n, has, home, s.slot, i % 4 = w, now() - interval '5 minutes'
     FROM generate_series(1, $3::int) i JOIN "user" u ON u.id = 'p' || i JOIN way ON k = i % $2
       JOIN game_slot s ON s.week = w AND s.game = w || '-' || (1 + i % $2)
     WHERE w < $1 OR i % 2 = 0`,
    [weeks, GAMES, players],
  );
  await db.query(
    `INSERT INTO slate_event (epoch, seq, kind, season, week, payload)
     SELECT epoch, i, 'player', NULL, NULL, jsonb_build_object('kind', 'player', 'player',
       jsonb_build_object('n', i, 'id', 'p' || i, 'name', 'Player ' || i, 'team', NULL))
     FROM slate_stream, generate_series(1, $1::int) i`,
    [players],
  );
  await db.query('UPDATE slate_stream SET head = $1', [players]);
}
