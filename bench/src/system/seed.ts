import { createHmac, randomBytes } from 'node:crypto';
import type { Side } from '@sunday-live/scoring';
import { randomFrom, storeCards } from '@sunday-live/testing';
import type pg from 'pg';
import type { Scoreboard } from './scoreboard.js';

export const LEAGUE = 'bench';

/** The leagues of a deployment: `bench`, `bench-2`, … */
export function leagueIds(count: number): string[] {
  return Array.from({ length: count }, (_, i) => (i === 0 ? LEAGUE : `${LEAGUE}-${i + 1}`));
}

export interface SeedOptions {
  /** Members of the league, each with a session. */
  readonly players: number;
  /** The number of players with a card; they appear in the standings. */
  readonly cards: number;
  readonly scoreboard: Scoreboard;
  /** Leagues that everybody is in; default 1. */
  readonly leagues?: number;
  /** Signs the session cookies. */
  readonly secret: string;
}

/** Fills an empty, migrated database with players, sessions, cards and leagues. @returns Cookie headers, one a player */
export async function seed(client: pg.Client, options: SeedOptions): Promise<string[]> {
  const { players, secret, leagues = 1 } = options;
  await client.query(
    `INSERT INTO "user" (id, name, email, "emailVerified")
     SELECT 'p' || i, 'Player ' || i, 'p' || i || '@bench.example', true FROM generate_series(1, $1::int) i`,
    [players],
  );
  const ids = leagueIds(leagues);
  await client.query(
    `INSERT INTO league (id, name, visibility) SELECT id, 'Bench', 'open' FROM unnest($1::text[]) id`,
    [ids],
  );
  await client.query(
    `INSERT INTO league_member (league, player)
     SELECT id, 'p' || i FROM unnest($1::text[]) id, generate_series(1, $2::int) i`,
    [ids, players],
  );
  await insertCards(client, options);
  return seedSessions(
    client,
    Array.from({ length: players }, (_, i) => `p${i + 1}`),
    secret,
  );
}

/** Signs these players in. @returns Cookie headers, one a player */
export async function seedSessions(
  client: pg.Client,
  players: readonly string[],
  secret: string,
): Promise<string[]> {
  const tokens = players.map(() => randomBytes(24).toString('base64url'));
  await client.query(
    `INSERT INTO session (id, token, "expiresAt", "userId")
     SELECT 's-' || player, token, now() + interval '1 day', player FROM unnest($1::text[], $2::text[]) AS t (token, player)`,
    [tokens, players],
  );
  return tokens.map((token) => cookieOf(token, secret));
}

async function insertCards(client: pg.Client, { cards, scoreboard }: SeedOptions): Promise<void> {
  const random = randomFrom(cards);
  const all = Array.from({ length: cards }, () => {
    const picks: Record<string, Side> = {};
    for (const { id } of scoreboard.events) picks[id] = random() < 0.5 ? 'home' : 'away';
    const road = Object.keys(picks).filter((id) => picks[id] === 'away');
    return { picks, banker: road[Math.floor(random() * road.length)] ?? null };
  });
  const { season, week } = scoreboard;
  await storeCards(
    client,
    all.map((card, i) => ({
      ...card,
      player: `p${i + 1}`,
      season: season.year,
      seasonType: season.type,
      week: week.number,
    })),
  );
}

/** The session cookie as the server gives it out on http. */
function cookieOf(token: string, secret: string): string {
  const signature = createHmac('sha256', secret).update(token).digest('base64');
  return `sunday-live.session_token=${encodeURIComponent(`${token}.${signature}`)}`;
}
