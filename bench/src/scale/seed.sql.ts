import { TEAMS } from '@sunday-live/contract';
import type pg from 'pg';

export const SEASON = 2024;
const GAMES = 16;
const LEAGUE_SIZE = 50;

/** A season in which everybody has a card for each week. Every week but the last is over. */
export interface SeededSeason {
  readonly players: number;
  readonly weeks: number;
}

/**
 * Fills an empty, migrated database with a season: leagues of 50 players each, random cards with a road team as banker,
 * three jokers a player. The same sizes give the same season. Results are not among it.
 */
export async function seedSeason(client: pg.Client, { players, weeks }: SeededSeason): Promise<void> {
  await client.query(`SELECT setseed(0.5)`);
  await client.query(`UPDATE season_state SET season = $1, season_type = 2, week = $2, lock = 'kickoff'`, [
    SEASON,
    weeks,
  ]);
  await seedPlayers(client, players);
  await seedGames(client, weeks);
  for (let week = 1; week <= weeks; week += 1) await seedCards(client, week, weeks);
  await client.query('ANALYZE');
}

async function seedPlayers(client: pg.Client, players: number): Promise<void> {
  await client.query(
    `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt")
     SELECT md5('player ' || i), 'Player ' || i, 'p' || i || '@bench.example', true, now() - interval '1 year'
     FROM generate_series(1, $1::int) i`,
    [players],
  );
  await client.query(
    `INSERT INTO league (id, name, visibility)
     SELECT 'league-' || i, 'League ' || i, 'open' FROM generate_series(1, ceil($1::int / $2::numeric)::int) i`,
    [players, LEAGUE_SIZE],
  );
  await client.query(
    `INSERT INTO league_member (league, player)
     SELECT 'league-' || 1 + (i - 1) / $2::int, md5('player ' || i) FROM generate_series(1, $1::int) i`,
    [players, LEAGUE_SIZE],
  );
}

/** The last week's games begin in a day. */
async function seedGames(client: pg.Client, weeks: number): Promise<void> {
  await client.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, away_score, home_score, state, locked_at)
     SELECT w || '-' || g, $4, 2, w, date_trunc('minute', now()) + interval '1 day' - ($1 - w) * interval '7 days',
       ($3::text[])[2 * g - 1], ($3::text[])[2 * g],
       CASE WHEN w < $1 THEN floor(random() * 40)::int ELSE 0 END, CASE WHEN w < $1 THEN floor(random() * 40)::int ELSE 0 END,
       CASE WHEN w < $1 THEN 'post' ELSE 'pre' END, CASE WHEN w < $1 THEN now() END
     FROM generate_series(1, $1::int) w, generate_series(1, $2::int) g ORDER BY w, g`,
    [weeks, GAMES, TEAMS.map(({ abbr }) => abbr), SEASON],
  );
}

/** One player in 50 leaves games out; the jokers are in three weeks that differ from player to player. */
async function seedCards(client: pg.Client, week: number, weeks: number): Promise<void> {
  await client.query(
    `INSERT INTO card (season, season_type, week, n, has, home, banker, joker)
     SELECT $1, 2, $2, n, has, home & has,
       (SELECT slot FROM generate_series(0, $4::int - 1) slot WHERE ((has & ~home) >> slot) & 1 = 1
        ORDER BY (slot + n + $2) % $4 LIMIT 1),
       $2 IN (1 + n % $3, 1 + (n + $3 / 3) % $3, 1 + (n + 2 * $3 / 3) % $3)
     FROM (
       SELECT n, floor(random() * (1 << $4))::int AS home,
         CASE WHEN random() < 0.02 THEN floor(random() * (1 << $4))::int ELSE (1 << $4) - 1 END AS has FROM "user"
     ) AS bits`,
    [SEASON, week, weeks, GAMES],
  );
}
