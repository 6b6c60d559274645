import { type ReplayServer, startReplayServer } from '@sunday-live/replay';
import {
  ORIGIN,
  type OwnDatabase,
  ownDatabase,
  Player,
  PollClient,
  recompute,
  redisUrl,
  type ServerProcess,
  SocketClient,
  startServer,
} from '@sunday-live/testing';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withoutPostgres, withoutRedis } from './support/services.js';

/**
 * The scaled-out shape: three web nodes, one worker, a real PostgreSQL and Redis, a replayed Sunday. Everything from
 * outside: HTTP, sockets and signals.
 */
const PLAYERS = 12;
const CLIENTS = 60;
const JOINERS = 100;
const KICK_OFF = '2024-10-27T16:59:00Z';

let database: OwnDatabase;
let replay: ReplayServer;
let worker: ServerProcess;
let web: ServerProcess[];
let players: Player[];
let admin: Player;
/** Clients to be disconnected however the test ends. */
const watching: (SocketClient | PollClient)[] = [];

beforeAll(async () => {
  database = await ownDatabase();
  replay = await startReplayServer({ sunday: '2024-w8', paused: true, speed: 1, port: 0 });
  await replay.replay.control({ action: 'seek', position: KICK_OFF });
  const env = {
    DATABASE_URL: database.url,
    REDIS_URL: redisUrl(),
    FEED_URL: replay.url,
    FEED_LIVE_INTERVAL_MS: '200',
    FEED_IDLE_INTERVAL_MS: '500',
    PUBLIC_URL: ORIGIN,
    ADMIN_EMAIL: 'admin@test.example',
    ADMIN_PASSWORD: 'a long admin password',
  };
  [worker, ...web] = await Promise.all([
    startServer({ ...env, ROLE: 'worker' }),
    startServer({ ...env, ROLE: 'web' }),
    startServer({ ...env, ROLE: 'web' }),
    startServer({ ...env, ROLE: 'web' }),
  ]);
});

afterAll(async () => {
  await Promise.all(watching.map((client) => client.close()));
  await Promise.all([worker, ...(web ?? [])].map((server) => server?.kill()));
  await replay?.close();
  await database?.drop();
});

function node(i: number): string {
  const alive = web.filter((server) => server.child.exitCode === null && server.child.signalCode === null);
  return alive[i % alive.length]?.url ?? '';
}

function alive(): string[] {
  return [...new Set([0, 1, 2].map(node))];
}

async function head(): Promise<number> {
  const [row] = await database.query<{ head: string }>('SELECT head FROM slate_stream');
  return Number(row?.head);
}

async function epoch(): Promise<string> {
  const [row] = await database.query<{ epoch: string }>('SELECT epoch FROM slate_stream');
  return row?.epoch ?? '';
}

async function finals(): Promise<number> {
  return (await database.query(`SELECT 1 FROM game WHERE week = 8 AND season_type = 2 AND state = 'post'`))
    .length;
}

/** Waits until the log has reached a position. */
async function reaches(seq: number): Promise<void> {
  await expect.poll(head, { timeout: 60_000, interval: 100 }).toBeGreaterThanOrEqual(seq);
}

function watcher(i: number): SocketClient {
  const client = new SocketClient(players[i % players.length] ?? admin, 'everyone', alive, i);
  watching.push(client);
  return client;
}

/** Plays the Sunday from shortly before its first kickoff. */
async function play(speed: number): Promise<void> {
  await replay.replay.control({ action: 'seek', position: KICK_OFF });
  await replay.replay.control({ action: 'speed', speed });
  await replay.replay.control({ action: 'resume' });
}

async function killSubscriptions(): Promise<void> {
  const redis = new Redis(redisUrl());
  await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  redis.disconnect();
}

describe.skipIf(withoutPostgres || withoutRedis)('three web nodes and a worker', () => {
  it('take in the whole schedule and everybody’s cards before the Sunday', async () => {
    await expect
      .poll(
        async () => (await database.query('SELECT DISTINCT week FROM game WHERE season_type = 2')).length,
        {
          timeout: 60_000,
        },
      )
      .toBe(18);
    admin = await Player.signIn(node(0), 'Admin', 'admin@test.example', 'a long admin password');
    await admin.send(node(0), 'PATCH', '/api/admin/season', { lock: 'kickoff' });
    players = await Promise.all(
      Array.from({ length: PLAYERS }, (_, i) => Player.signUp(node(i), `Player ${i + 1}`)),
    );
    await Promise.all(
      players.map((player, i) =>
        player.saveCard(node(i), 8, (_, g) => ((g * 7 + i * 3) % 5 < 2 ? 'away' : 'home')),
      ),
    );
    expect((await database.query('SELECT 1 FROM card')).length).toBe(PLAYERS);
  });

  it('show everybody the same, through a dead subscription, a killed node and a crowd that joins [failures 1, 3, 6, 11]', async () => {
    const sockets = await Promise.all(Array.from({ length: CLIENTS }, (_, i) => watcher(i).connect()));
    const pollers = players.slice(0, 6).map((player) => new PollClient(player, 'everyone', alive).start());
    watching.push(...pollers);
    const start = await head();
    await play(600);

    await reaches(start + 60);
    await killSubscriptions();

    await reaches(start + 120);
    const joiners = Array.from({ length: JOINERS }, (_, i) => watcher(i));
    const joining = joiners.map((client) => client.connect());

    await reaches(start + 180);
    const victim = web[2];
    await victim?.kill();
    await Promise.all(joining);

    await expect.poll(finals, { timeout: 150_000 }).toBe(15);
    await replay.replay.control({ action: 'pause' });
    const oracles = [...sockets, ...joiners, ...pollers].map((client) => client.oracle);
    const behind = async () => {
      const last = await head();
      return oracles.filter((oracle) => oracle.seq !== last).map((oracle) => `${oracle.seq} of ${last}`);
    };
    await expect.poll(behind, { timeout: 30_000 }).toEqual([]);

    expect(oracles.flatMap((oracle) => oracle.faults)).toEqual([]);
    const [first] = oracles;
    for (const oracle of oracles) expect(oracle.view).toEqual(first?.view);
    expect(first?.view.scopes).toEqual(await recompute(database));
    // clients of the dead node resumed by position: one snapshot each over their lifetime
    for (const client of sockets) {
      expect(client.oracle.snapshots).toBe(1);
    }
    expect(pollers.map((client) => client.resets)).toEqual(pollers.map(() => 1));

    await Promise.all(pollers.map((client) => client.close()));
    for (const client of [...sockets, ...joiners]) client.close();
  });

  it('answer a position of another epoch, or ahead of the head, with one snapshot [failures 8]', async () => {
    for (const position of [
      { epoch: 'another life', seq: 3 },
      { epoch: await epoch(), seq: (await head()) + 5 },
    ]) {
      const client = watcher(0);
      Object.assign(client.oracle, position);
      await client.connect();
      await expect.poll(() => [client.oracle.snapshots, client.oracle.deltas]).toEqual([1, 0]);
      const poller = new PollClient(players[0] ?? admin, 'everyone', alive);
      Object.assign(poller.oracle, position);
      await poller.poll(0);
      expect(poller.resets).toBe(1);
      expect(poller.oracle.seq).toBe(await head());
      client.close();
    }
  });

  it('answer a position further back than the cap with a snapshot, never with a part [failures 7]', async () => {
    const client = await watcher(0).connect();
    await expect.poll(() => client.oracle.seq).toBeGreaterThan(0);
    client.close();
    for (let round = 0; round < 1001; round += players.length) {
      await Promise.all(
        players.map((player, i) =>
          player.send(node(i), 'PATCH', '/api/me', { name: `Renamed ${i} ${round}` }),
        ),
      );
    }
    await client.connect();
    await expect.poll(() => client.oracle.seq).toBeGreaterThan(1000);
    expect([client.oracle.snapshots, client.oracle.deltas]).toEqual([2, 0]);
    expect(client.oracle.view.scopes).toEqual(await recompute(database));
    client.close();
  });

  it('shut down in time, with nobody hanging [failures 20]', async () => {
    const client = await watcher(0).connect();
    const codes = await Promise.all([worker.stop(), web[0]?.stop(), web[1]?.stop()]);
    expect(codes).toEqual([0, 0, 0]);
    client.close();
  });
});
