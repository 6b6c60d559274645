import { TEAMS } from '@sunday-live/contract';
import type pg from 'pg';

export const SEASON = 2024;
const GAMES = 16;
const LEAGUE_SIZE = 50;

/** A season in which everybody has a card for each week. Every week before the current one is over. */
export interface SeededSeason {
  readonly players: number;
  readonly weeks: number;
  /** False: nobody has a card for the weeks after the current one. */
  readonly openCards: boolean;
  /** Games of the current week, which is the last but one; null: the last week is current and begins in a day. */
  readonly live: readonly SeededGame[] | null;
}

export interface SeededGame {
  readonly id: string;
  readonly kickoff: string;
  readonly away: string;
  readonly home: string;
}

/** Everybody has a card for each of 18 weeks. */
export const FULL_SEASON = { weeks: 18, openCards: true } as const;

/** Returns the current week of a seeded season. */
export function currentWeek({ weeks, live }: Pick<SeededSeason, 'weeks' | 'live'>): number {
  return live === null ? weeks : weeks - 1;
}

/**
 * Fills an empty, migrated database with a season: leagues of 50 players each, random cards with a road team as banker,
 * three jokers a player. The same sizes give the same season. Results are not among it.
 */
export async function seedSeason(client: pg.Client, season: SeededSeason): Promise<void> {
  const { players, weeks, openCards, live } = season;
  await client.query(`SELECT setseed(0.5)`);
  await client.query(`UPDATE season_state SET season = $1, season_type = 2, week = $2, lock = 'kickoff'`, [
    SEASON,
    currentWeek(season),
  ]);
  await seedPlayers(client, players);
  await seedGames(client, season);
  if (live !== null) await seedLiveGames(client, currentWeek(season), live);
  const last = openCards ? weeks : currentWeek(season);
  for (let week = 1; week <= last; week += 1) await seedCards(client, week, season);
  await seedReceiptParts(client);
  await client.query('ANALYZE');
}

async function seedPlayers(client: pg.Client, players: number): Promise<void> {
  await client.query(
    // nobody gets an email
    `INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", notifications)
     SELECT md5('player ' || i), 'Player ' || i, 'p' || i || '@bench.example', true, now() - interval '1 year', '{}'
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

/** The games of all weeks but a live one; those of the last week begin in a day. */
async function seedGames(client: pg.Client, { weeks, live }: SeededSeason): Promise<void> {
  await client.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, away_score, home_score, state, locked_at)
     SELECT w || '-' || g, $4, 2, w, date_trunc('minute', now()) + interval '1 day' - ($1 - w) * interval '7 days',
       ($3::text[])[2 * g - (w < $1)::int], ($3::text[])[2 * g - (w = $1)::int],
       CASE WHEN w < $1 THEN floor(random() * 40)::int ELSE 0 END, CASE WHEN w < $1 THEN floor(random() * 40)::int ELSE 0 END,
       CASE WHEN w < $1 THEN 'post' ELSE 'pre' END, CASE WHEN w < $1 THEN now() END
     FROM generate_series(1, $1::int) w, generate_series(1, $2::int) g WHERE w IS DISTINCT FROM $5 ORDER BY w, g`,
    [weeks, GAMES, TEAMS.map(({ abbr }) => abbr), SEASON, live === null ? null : weeks - 1],
  );
}

async function seedLiveGames(client: pg.Client, week: number, games: readonly SeededGame[]): Promise<void> {
  if (games.length !== GAMES) throw new Error(`${games.length} games in the live week, cards have ${GAMES}`);
  await client.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, state)
     SELECT id, $1, 2, $2, kickoff, away, home, 'pre'
     FROM unnest($3::text[], $4::timestamptz[], $5::text[], $6::text[]) AS g (id, kickoff, away, home)`,
    [
      SEASON,
      week,
      games.map(({ id }) => id),
      games.map(({ kickoff }) => kickoff),
      games.map(({ away }) => away),
      games.map(({ home }) => home),
    ],
  );
}

/** The receipts of games that are locked count as issued: millions of rows that nobody reads here. */
async function seedReceiptParts(client: pg.Client): Promise<void> {
  await client.query(
    `INSERT INTO receipt_part (season, season_type, week, part, locks)
     SELECT season, season_type, week, 1, jsonb_object_agg(id, to_jsonb(locked_at)) FROM game
     WHERE locked_at IS NOT NULL GROUP BY season, season_type, week`,
  );
}

/** One player in 50 leaves games out; the jokers are in three weeks that differ from player to player. */
async function seedCards(client: pg.Client, week: number, season: SeededSeason): Promise<void> {
  const { weeks, live } = season;
  // a road team can be banker once a season: cards that are open would have to be corrected, by email
  const hasBankers = live === null || week < currentWeek(season);
  await client.query(
    `INSERT INTO card (season, season_type, week, n, has, home, banker, joker)
     SELECT $1, 2, $2, n, has, home & has,
       (SELECT slot FROM generate_series(0, $4::int - 1) slot WHERE ((has & ~home) >> slot) & 1 = 1 AND $5
        ORDER BY (slot + n + $2) % $4 LIMIT 1),
       $2 IN (1 + n % $3, 1 + (n + $3 / 3) % $3, 1 + (n + 2 * $3 / 3) % $3)
     FROM (
       SELECT n, floor(random() * (1 << $4))::int AS home,
         CASE WHEN random() < 0.02 THEN floor(random() * (1 << $4))::int ELSE (1 << $4) - 1 END AS has FROM "user"
     ) AS bits`,
    [SEASON, week, weeks, GAMES, hasBankers],
  );
}
