import { setTimeout as pause } from 'node:timers/promises';
import { DELETE_WORD, EVERYONE, type Game, LARGE_LEAGUE, type Row, type Scope } from '@sunday-live/contract';
import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import { type CardPicks, currentGameDay, orderRows } from '@sunday-live/scoring';
import {
  chaos,
  ORIGIN,
  type OwnDatabase,
  ownDatabase,
  Player,
  type PrivateRedis,
  privateRedis,
  randomFrom,
  recompute,
  type ServerProcess,
  startServer,
  type TcpProxy,
  tcpProxy,
} from '@sunday-live/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { drawnFaults } from './support/drawn-table.js';
import { withoutPostgres, withoutRedis } from './support/services.js';
import { WatchingPage } from './support/watching-page.js';

/**
 * Two web nodes, a worker and a Redis of their own, a replayed Sunday, and players who sign up, join,
 * leave, are removed, rename themselves and delete their accounts, so that the league of everybody moves back and forth across the size
 * up to which leagues are sent whole, while nodes, connections and subscriptions are taken away. After each round the
 * pages are compared with the standings recomputed from scratch.
 */
const SEEDS = chaos({ short: [1], full: [1, 2, 3] });
const ROUNDS = chaos({ short: 2, full: 10 });
const DEEDS = chaos({ short: 14, full: 40 });
/** All rounds together are one Sunday. */
const SPEED = chaos({ short: 400, full: 60 });
const WATCHERS = 8;
/** With the admin and the crowd, everybody is between 498 and 508. */
const MOST_PASSERS = 10;
const PAGES = 30;
const WEEK = 8;
const BEFORE = '2024-10-27T15:00:00Z';
const KICKOFF = '2024-10-27T16:59:00Z';
const PASSWORD = 'a long password';
const RESTS_WITHIN_MS = 90_000;
const SCOPES: readonly Scope[] = ['day', 'week', 'season'];

interface Watcher {
  readonly player: Player;
  readonly n: number;
  readonly card: CardPicks;
}
interface League {
  readonly id: string;
  /** As `recompute` wants it: null for everybody. */
  readonly of: string | null;
  readonly code: string;
}

let database: OwnDatabase;
let redis: PrivateRedis;
let replay: ReplayServer;
let env: Record<string, string>;
let worker: ServerProcess;
const web: ServerProcess[] = [];
const proxies: TcpProxy[] = [];
const watchers: Watcher[] = [];
const leagues: League[] = [];
/** Players who join and leave, with their leagues. */
const passers = new Map<Player, Set<string>>();
let signUps = 0;

beforeAll(async () => {
  database = await ownDatabase();
  redis = await privateRedis();
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  await replay.replay.control({ action: 'seek', position: BEFORE });
  env = {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    FEED_URL: replay.url,
    FEED_LIVE_INTERVAL_MS: '200',
    FEED_IDLE_INTERVAL_MS: '500',
    PUBLIC_URL: ORIGIN,
    ADMIN_EMAIL: 'admin@test.example',
    ADMIN_PASSWORD: 'a long admin password',
  };
  const [first] = await Promise.all([
    startServer({ ...env, ROLE: 'web' }),
    startServer({ ...env, ROLE: 'worker' }).then((started) => {
      worker = started;
    }),
  ]);
  web.push(first);
  await vi.waitFor(async () => expect(await gamesOfWeek()).toBe(16), { timeout: 60_000, interval: 100 });
  const admin = await Player.signIn(steady(), 'Admin', 'admin@test.example', 'a long admin password');
  await admin.send(steady(), 'PATCH', '/api/admin/season', { lock: 'kickoff' });
  await seedCrowd(LARGE_LEAGUE - WATCHERS - 3);
  // read again, with the crowd
  await first.stop();
  web[0] = await startServer({ ...env, ROLE: 'web' });
  web[1] = await startServer({ ...env, ROLE: 'web' });
  for (const i of [0, 1]) proxies.push(await tcpProxy(() => web[i]?.url ?? ''));
  await makeLeagues();
  await replay.replay.control({ action: 'seek', position: KICKOFF });
  await replay.replay.control({ action: 'speed', speed: SPEED });
});

afterAll(async () => {
  await Promise.all([worker, ...web].map((server) => server?.kill()));
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await replay?.close();
  await redis?.stop();
  await database?.drop();
});

const urls = () => proxies.map(({ port }) => `http://127.0.0.1:${port}`);
/** The node that is never stopped. */
const steady = () => web[0]?.url ?? '';

async function gamesOfWeek(): Promise<number> {
  return (await database.query('SELECT 1 FROM game WHERE week = $1 AND season_type = 2', [WEEK])).length;
}

/** Players with cards of all kinds, created before the first web node starts. */
async function seedCrowd(count: number): Promise<void> {
  await database.query(
    `INSERT INTO "user" (id, name, email, "emailVerified")
     SELECT 'crowd' || i, 'Crowd ' || i, 'crowd' || i || '@test.example', true FROM generate_series(1, $1::int) i`,
    [count],
  );
  await database.query(
    `INSERT INTO card (season, season_type, week, n, has, home)
     SELECT 2024, 2, ${WEEK}, u.n, bit_or(1 << s.slot),
       coalesce(bit_or(1 << s.slot) FILTER (WHERE hashtext(s.game || u.id) % 2 = 0), 0)
     FROM "user" u, game_slot s
     WHERE u.id LIKE 'crowd%' AND u.n % 7 > 0 AND s.week = ${WEEK} AND s.season = 2024 AND s.season_type = 2 GROUP BY u.n`,
  );
}

async function makeLeagues(): Promise<void> {
  for (let i = 0; i < WATCHERS; i += 1) {
    const player = await Player.signUp(steady(), `Watcher ${i + 1}`);
    await player.saveCard(steady(), WEEK, (_, g) => ((g * 7 + i * 3) % 5 < 2 ? 'away' : 'home'));
    const [row] = await database.query<CardPicks & { n: string }>(
      'SELECT n, picks, banker, joker FROM card_in_words WHERE player = $1',
      [player.id],
    );
    if (row === undefined) throw new Error('the card is not stored');
    watchers.push({ player, n: Number(row.n), card: row });
  }
  leagues.push({ id: EVERYONE, of: null, code: '' });
  const [founder, ...others] = watchers.map(({ player }) => player);
  if (founder === undefined) throw new Error('nobody watches');
  for (const name of ['Den', 'Porch']) {
    const { id, code } = await founder.createLeague(steady(), name);
    for (const player of others) await player.send(steady(), 'POST', '/api/leagues/join', { code });
    leagues.push({ id, of: id, code: code ?? '' });
  }
}

/** Actions of players, one at a time. */
const DEEDS_OF_PEOPLE: readonly ((random: () => number) => Promise<void>)[] = [
  signUp,
  signUp,
  join,
  join,
  async (random) => {
    const [player, league] = memberOf(random);
    if (player === undefined || league === undefined) return;
    passers.get(player)?.delete(league);
    await player.send(steady(), 'DELETE', `/api/leagues/${league}/members/me`, {});
  },
  async (random) => {
    const [player, league] = memberOf(random);
    if (player === undefined || league === undefined) return;
    passers.get(player)?.delete(league);
    await watchers[0]?.player.send(steady(), 'DELETE', `/api/leagues/${league}/members/${player.id}`, {});
  },
  async (random) => {
    const renamed = oneOf([...passers.keys(), ...watchers.map(({ player }) => player)], random);
    await renamed?.send(steady(), 'PATCH', '/api/me', { name: `Name ${Math.floor(random() * 1e6)}` });
  },
  leaveForGood,
  leaveForGood,
];

async function signUp(random: () => number): Promise<void> {
  if (passers.size >= MOST_PASSERS) return leaveForGood(random);
  signUps += 1;
  const player = await Player.signUp(steady(), `Passer ${signUps}`);
  passers.set(player, new Set());
}

async function leaveForGood(random: () => number): Promise<void> {
  const gone = oneOf([...passers.keys()], random);
  if (gone === undefined) return;
  passers.delete(gone);
  await gone.send(steady(), 'DELETE', '/api/me', { password: PASSWORD, confirm: DELETE_WORD });
}

async function join(random: () => number): Promise<void> {
  const player = oneOf([...passers.keys()], random);
  const league = oneOf(leagues.slice(1), random);
  if (player === undefined || league === undefined) return;
  passers.get(player)?.add(league.id);
  await player.send(steady(), 'POST', '/api/leagues/join', { code: league.code });
}

function memberOf(random: () => number): [Player | undefined, string | undefined] {
  const inSome = [...passers].filter(([, in_]) => in_.size > 0);
  const [player, in_] = oneOf(inSome, random) ?? [];
  return [player, in_ && oneOf([...in_], random)];
}

/** Faults that happen meanwhile; each repairs itself. */
const FAULTS: readonly ((pages: readonly WatchingPage[], random: () => number) => Promise<void>)[] = [
  async (_, random) => oneOf(proxies, random)?.cut(),
  async (pages, random) => {
    for (const page of pages) if (random() < 0.3) page.move();
  },
  async () => {
    await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
  },
  async () => {
    await web[1]?.kill();
    web[1] = await startServer({ ...env, ROLE: 'web' });
  },
];

function oneOf<T>(list: readonly T[], random: () => number): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** The stored standings of a league in the order of its table. */
async function truthOf({ of }: League): Promise<Record<Scope, readonly Row[]>> {
  const names = await database.query<{ n: string; name: string }>('SELECT n, name FROM "user" ORDER BY n');
  const nameOf = new Map(names.map(({ n, name }) => [Number(n), name]));
  const rows = await recompute(database, of);
  const ordered = SCOPES.map((scope) => [scope, orderRows([...rows[scope]], (n) => nameOf.get(n) ?? '')]);
  return Object.fromEntries(ordered);
}

async function sizeOf({ of }: League): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    of === null
      ? 'SELECT count(*)::int AS count FROM "user"'
      : 'SELECT count(*)::int AS count FROM league_member WHERE league = $1',
    of === null ? [] : [of],
  );
  return row?.count ?? 0;
}

/** Differences between pages and stored standings; empty when they agree. Requests snapshots where a page needs one. */
async function disagreements(pages: readonly WatchingPage[]): Promise<string[]> {
  const [stream] = await database.query<{ head: string; epoch: string }>(
    'SELECT head, epoch FROM slate_stream',
  );
  const found: string[] = [];
  for (const league of leagues) {
    const truth = await truthOf(league);
    const large = (await sizeOf(league)) > LARGE_LEAGUE;
    for (const page of pages.filter((each) => each.league === league.id)) {
      const { state, by } = page;
      const viewer = watchers.find(({ player }) => player === page.player);
      if (state === null || viewer === undefined || `${state.seq}` !== stream?.head) {
        found.push(`${league.id} by ${by} is at ${state?.seq}, not at ${stream?.head}`);
        continue;
      }
      if (state.outdated.neighbours || state.outdated.base) await page.refresh();
      const day = new Set(currentGameDay([...state.games.values()] as Game[])?.games);
      const { n, card, player } = viewer;
      const faults = drawnFaults(state, { n, id: player.id, card, day, rules: 'classic' }, truth, large);
      found.push(...faults.slice(0, 1).map((fault) => `${league.id} by ${by}: ${fault.slice(0, 300)}`));
    }
  }
  return found;
}

describe.skipIf(withoutPostgres || withoutRedis)('leagues whose members come and go while nodes fail', () => {
  it.each(SEEDS)(
    'seed %i: every row that a page draws is what is stored [failures 25, 31]',
    async (seed) => {
      const random = randomFrom(seed);
      const pages = Array.from({ length: PAGES }, (_, i) => {
        const watcher = watchers[i % WATCHERS] as Watcher;
        const league = leagues[i % leagues.length] as League;
        return new WatchingPage(watcher.player, league.id, i % 5 < 3 ? 'socket' : 'long-poll', urls(), i);
      });
      const sizes: number[] = [];
      try {
        for (let round = 0; round < ROUNDS; round += 1) {
          await replay.replay.control({ action: 'resume' });
          const mending: Promise<void>[] = [];
          for (let deed = 0; deed < DEEDS; deed += 1) {
            if (deed % 7 === 3) mending.push(oneOf(FAULTS, random)?.(pages, random) ?? Promise.resolve());
            await oneOf(DEEDS_OF_PEOPLE, random)?.(random);
            sizes.push(await sizeOf(leagues[0] as League));
            await pause(random() * 100);
          }
          await Promise.all(mending);
          await replay.replay.control({ action: 'pause' });
          await expect
            .poll(() => disagreements(pages), { timeout: RESTS_WITHIN_MS, interval: 500 })
            .toEqual([]);
        }
      } finally {
        for (const page of pages) page.close();
        await replay.replay.control({ action: 'pause' });
      }
      // otherwise the test would prove nothing
      expect(Math.min(...sizes)).toBeLessThanOrEqual(LARGE_LEAGUE);
      expect(Math.max(...sizes)).toBeGreaterThan(LARGE_LEAGUE);
    },
    900_000,
  );
});
