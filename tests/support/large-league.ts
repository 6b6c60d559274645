import { TEAMS } from '@sunday-live/contract';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { openSite, Player, type Site, storeCards } from '@sunday-live/testing';
import { vi } from 'vitest';

const WEEK = 8;
const ADMIN = { email: 'admin@test.example', password: 'a long admin password' };
const FIRST = [
  'Ana',
  'Ben',
  'Chloé',
  'Dmitri',
  'Élodie',
  'Femi',
  'Greta',
  'Håkon',
  'Ines',
  'Jürgen',
  'Keiko',
  'Liam',
];
const LAST = [
  'Alvarez',
  'Brandt',
  'Castillo',
  'Dvořák',
  'Eriksen',
  'Fofana',
  'García',
  'Huang',
  'Ivanova',
  'Jones',
];
const LONGER_MS = 60_000;

/** A site with a week that is over, and a league in which everybody has a card for it. */
export interface LargeLeague {
  readonly site: Site;
  readonly replay: ReplayServer;
  readonly admin: Player;
  /** A member somewhere in the middle. */
  readonly me: Player;
  readonly league: string;
  readonly week: number;
  /** Number of members, all with cards. */
  readonly members: number;
  close(): Promise<void>;
}

/** @param members number of members in all */
export async function openLargeLeague(members: number): Promise<LargeLeague> {
  const replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  const site = await openSite({
    FEED_URL: replay.url,
    FEED_LIVE_INTERVAL_MS: '200',
    FEED_IDLE_INTERVAL_MS: '300',
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
  });
  const close = async () => {
    await site.close();
    await replay.close();
  };
  try {
    const { url, database } = site;
    const count = async (sql: string) => Number((await database.query<{ count: string }>(sql))[0]?.count);
    const admin = await Player.signIn(url, 'Admin', ADMIN.email, ADMIN.password, url);
    await vi.waitUntil(async () => (await count(`SELECT count(*) FROM game WHERE week = ${WEEK}`)) > 10, {
      timeout: LONGER_MS,
      interval: 100,
    });
    const me = await Player.signUp(url, 'Mia Middle', url);
    const { id: league } = await me.createLeague(url, 'The Stadium');
    // the whole Sunday; Monday's game stays open
    await replay.replay.control({ action: 'resume' });
    await replay.replay.control({ action: 'seek', position: replay.replay.state().duration });
    const over = `SELECT count(*) FROM game WHERE week = ${WEEK} AND state = 'post'`;
    await vi.waitUntil(async () => (await count(over)) > 10, { timeout: LONGER_MS, interval: 100 });
    const games = (
      await database.query<{ id: string }>('SELECT id FROM game WHERE week = $1 ORDER BY id', [WEEK])
    ).map(({ id }) => id);
    await database.query(
      `INSERT INTO "user" (id, name, email, team, "emailVerified")
       SELECT 'p' || i, ($2::text[])[1 + i % 12] || ' ' || ($3::text[])[1 + i / 12 % 10] || ' ' || i, 'p' || i || '@test.example',
         CASE WHEN i % 3 > 0 THEN ($4::text[])[1 + i % 32] END, true
       FROM generate_series(1, $1::int) i`,
      [members - 1, FIRST, LAST, TEAMS.map(({ abbr }) => abbr)],
    );
    await database.query(
      `INSERT INTO league_member (league, player) SELECT $1, id FROM "user" WHERE id LIKE 'p%' AND email LIKE 'p%@%'`,
      [league],
    );
    // pseudo-random, and the same each time
    const bit = (i: number, g: number) => (Math.imul(i * 31 + g * 17 + 7, 2654435761) >>> 13) % 2 === 0;
    const cards = [me.id, ...Array.from({ length: members - 1 }, (_, i) => `p${i + 1}`)].map((player, i) => ({
      player,
      week: WEEK,
      picks: Object.fromEntries(
        games.map((game, g) => [game, bit(i, g) ? ('home' as const) : ('away' as const)]),
      ),
      banker: games.find((_, g) => !bit(i, g)) ?? null,
    }));
    await storeCards({ query: (sql, values) => database.query(sql, values) }, cards);
    // what was written past the log is read under a new epoch, as after a restore
    await database.query(
      `WITH stream AS (UPDATE slate_stream SET epoch = replace(gen_random_uuid()::text, '-', '') RETURNING epoch)
       UPDATE slate_event SET epoch = stream.epoch FROM stream`,
    );
    const path = `/api/leagues/${league}/standings?scope=week&week=${WEEK}&limit=1`;
    await vi.waitUntil(async () => (await me.get<{ total: number }>(url, path)).total === members, {
      timeout: LONGER_MS,
      interval: 200,
    });
    return { site, replay, admin, me, league, week: WEEK, members, close };
  } catch (error) {
    await close();
    throw error;
  }
}
