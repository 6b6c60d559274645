import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Side } from '@sunday-live/contract';
import { storeCards } from '@sunday-live/testing';
import { z } from 'zod';

/** Any connection to a database. */
interface Db {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

const gamesSchema = z.array(z.object({ id: z.string(), week: z.number(), away: z.string() }));

interface RecordedGame {
  readonly id: string;
  readonly kickoff: string;
  readonly away: string;
  readonly home: string;
  readonly awayScore: number;
  readonly homeScore: number;
}

const SEASON = 2024;
const REGULAR = 2;
const DAY_MS = 86_400_000;

const file = new URL('../../../../../replay/data/season-2024.json', import.meta.url);

/** Writes the real season 2024, moved in time so that `until` weeks are over and the next begins tomorrow. */
export async function playSeason(db: Db, until: number): Promise<void> {
  const { weeks }: { weeks: { week: number; games: RecordedGame[] }[] } = JSON.parse(
    readFileSync(file, 'utf8'),
  );
  const games = weeks.flatMap(({ week, games: ofWeek }) => ofWeek.map((game) => ({ ...game, week })));
  const next = games.filter(({ week }) => week === until + 1).map(({ kickoff }) => Date.parse(kickoff));
  const later = next.length === 0 ? 0 : Date.now() + DAY_MS - Math.min(...next);
  const moved = games.map(({ kickoff }) => new Date(Date.parse(kickoff) + later).toISOString());
  const column = <K extends keyof (typeof games)[number]>(key: K) => games.map((game) => game[key]);
  await db.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, away_score, home_score, state, locked_at, facts)
     SELECT id, ${SEASON}, ${REGULAR}, week, kickoff::timestamptz, away, home,
       CASE WHEN week <= $8 THEN away_score ELSE 0 END, CASE WHEN week <= $8 THEN home_score ELSE 0 END,
       CASE WHEN week <= $8 THEN 'post' ELSE 'pre' END, CASE WHEN week <= $8 THEN now() END,
       jsonb_build_object('odds', home || ' -2.5')
     FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[])
       AS g (id, week, kickoff, away, home, away_score, home_score)`,
    [
      column('id'),
      column('week'),
      moved,
      column('away'),
      column('home'),
      column('awayScore'),
      column('homeScore'),
      until,
    ],
  );
  // the next week is open until it begins, on any day of the week
  await db.query(
    `UPDATE season_state SET season = ${SEASON}, season_type = ${REGULAR}, week = $1, lock = 'kickoff'`,
    [until + 1],
  );
}

/**
 * Cards of every player for the weeks that are over and the next one, determined by the player's index. Picks are
 * arbitrary, bankers are road teams used once.
 */
export async function fillCards(db: Db, players: readonly string[]): Promise<void> {
  const games = gamesSchema.parse(
    await db.query(
      `SELECT id, week, away FROM game WHERE season = ${SEASON} AND week <= (SELECT week FROM season_state) ORDER BY week, id`,
    ),
  );
  const weeks = [...new Set(games.map(({ week }) => week))];
  const cards = players.flatMap((player, place) => {
    const used = new Set<string>();
    return weeks.map((week) => {
      const ofWeek = games.filter((game) => game.week === week);
      const picks = Object.fromEntries(
        ofWeek.map(({ id }, i): [string, Side] => [
          id,
          hash(`${place}/${id}`) % 5 < 2 || i === 0 ? 'away' : 'home',
        ]),
      );
      const banker = ofWeek.find(({ id, away }) => picks[id] === 'away' && !used.has(away));
      if (banker !== undefined) used.add(banker.away);
      return { player, week, picks, banker: banker?.id ?? null, joker: week % 5 === place % 5 && week <= 15 };
    });
  });
  await storeCards(
    db,
    cards.map((card) => ({ ...card, season: SEASON, seasonType: REGULAR })),
  );
}

/** A league of these players; the first is its commissioner. */
export async function aLeague(db: Db, players: readonly { readonly id: string }[]): Promise<string> {
  const id = randomUUID();
  await db.query('INSERT INTO league (id, name) VALUES ($1, $2)', [id, 'Kitchen Table']);
  await db.query('INSERT INTO league_member (league, player) SELECT $1, unnest($2::text[])', [
    id,
    players.map((player) => player.id),
  ]);
  return id;
}

function hash(text: string): number {
  let found = 7;
  for (let i = 0; i < text.length; i += 1) found = (found * 31 + text.charCodeAt(i)) % 1_000_003;
  return found;
}
