import {
  deltaSchema,
  EVERYONE,
  heartbeatSchema,
  longPollAnswerSchema,
  snapshotSchema,
} from '@sunday-live/contract';
import { storeCards } from '@sunday-live/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  emptyDatabase,
  signUp,
  startTestServer,
  type TestPlayer,
  type TestServer,
  testRedisUrl,
  until,
  withoutRedis,
} from '../../testing/index.js';
import { LogFollower } from '../projection/log-follower.js';
import type { GameObservation } from '../slate/observation.js';
import { SlateService } from '../slate/slate.service.js';
import { LiveMetrics } from './live-metrics.js';
import { PollClient } from './testing/poll-client.js';
import { SocketClient } from './testing/socket-client.js';

/** The whole server: both transports on the real hub, sessions and database. */
const clients: { close(): void }[] = [];
let scores = 0;

function kept<T extends { close(): void }>(client: T): T {
  clients.push(client);
  return client;
}

function headers(server: TestServer, player: TestPlayer): { cookie: string; origin: string } {
  return { cookie: player.cookie, origin: server.config.publicUrl };
}

async function socket(server: TestServer, player: TestPlayer): Promise<SocketClient> {
  return kept(await SocketClient.open(server, headers(server, player)));
}

function poller(server: TestServer, player: TestPlayer): PollClient {
  return kept(new PollClient(server.config.port, headers(server, player)));
}

/** Adds one point to the one game: one event. */
async function score(server: TestServer): Promise<void> {
  scores += 1;
  const game: GameObservation = {
    id: '401',
    season: 2024,
    seasonType: 2,
    week: 8,
    kickoff: '2024-10-27T17:00:00Z',
    timeValid: true,
    away: 'NE',
    home: 'TB',
    awayScore: scores,
    homeScore: 0,
    state: 'in',
    detail: '9:00 - 2nd',
    period: 2,
    clock: '9:00',
    possession: null,
    redZone: false,
    lastPlay: null,
    facts: {},
  };
  await server.app
    .get(SlateService, { strict: false })
    .apply({ season: 2024, seasonType: 2, week: 8, games: [game] }, 1);
}

afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});

describe('one node', () => {
  let server: TestServer;
  let ann: TestPlayer;
  let ben: TestPlayer;

  async function api(player: TestPlayer, method: string, path: string, body?: object): Promise<Response> {
    return fetch(`${server.url}${path}`, {
      method,
      headers: { ...headers(server, player), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  beforeAll(async () => {
    server = await startTestServer({ role: 'web' });
    ann = await signUp(server.url, { name: 'Ann' });
    ben = await signUp(server.url, { name: 'Ben' });
    await score(server);
  });
  afterAll(async () => {
    await server.close();
  });

  it('P14 P2 sends a snapshot and deltas as the contract describes them', async () => {
    const client = await socket(server, ann);
    expect(await client.ask('subscribe', { league: EVERYONE })).toEqual({ ok: true });
    const [snapshot] = await until(() => (client.of('snapshot').length > 0 ? client.of('snapshot') : null));
    const { seq, epoch } = snapshotSchema.parse(snapshot);
    await score(server);
    await score(server);
    await until(() => client.of('delta').some((delta) => Number(delta.seq) >= seq + 2));
    let position = seq;
    for (const delta of client.of('delta').map((payload) => deltaSchema.parse(payload))) {
      expect(delta).toMatchObject({ league: EVERYONE, epoch, from: position + 1 });
      position = delta.seq;
    }
  });

  it('P40 P43 answers polls as the contract describes them, and wakes them by an event', async () => {
    const client = poller(server, ann);
    const first = longPollAnswerSchema.parse((await client.poll(EVERYONE)).body);
    expect(first).toMatchObject({ reset: true });
    const waiting = client.poll(EVERYONE, `epoch=${first.epoch}&since=${first.head}&wait=30`);
    await score(server);
    const second = longPollAnswerSchema.parse((await waiting).body);
    expect(second.reset).toBe(false);
    expect(second.events[0]).toMatchObject({ type: 'delta', from: first.head + 1 });
    expect(second.events.at(-1)).toMatchObject({ seq: second.head });
  });

  it('P17 beats within its time, as the contract describes it', async () => {
    const client = await socket(server, ann);
    const [beat] = await until(() => (client.of('heartbeat').length > 0 ? client.of('heartbeat') : null));
    expect(heartbeatSchema.parse(beat).head).toBeGreaterThan(0);
  });

  it('P9 P20 signing out ends the socket and the poll of that session, not of another', async () => {
    const cleo = await signUp(server.url, { name: 'Cleo' });
    const again = await fetch(`${server.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.config.publicUrl },
      body: JSON.stringify({ email: cleo.email, password: cleo.password }),
    });
    const other = {
      ...cleo,
      cookie: again.headers
        .getSetCookie()
        .map((each) => each.split(';')[0])
        .join('; '),
    };
    const leaving = await socket(server, cleo);
    const staying = await socket(server, other);
    const { head, epoch } = (await poller(server, cleo).poll(EVERYONE)).body;
    const poll = poller(server, cleo).poll(EVERYONE, `epoch=${epoch}&since=${head}&wait=30`);
    const started = performance.now();
    expect((await api(cleo, 'POST', '/api/auth/sign-out', {})).status).toBe(200);
    await until(() => leaving.closed);
    expect((await poll).status).toBe(401);
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(await staying.ask('subscribe', { league: EVERYONE })).toEqual({ ok: true });
  });

  it('P9 P20 a session that vanishes from the database ends its socket within 5 s', async () => {
    const dan = await signUp(server.url, { name: 'Dan' });
    const client = await socket(server, dan);
    await server.db.query('UPDATE "user" SET banned_at = now() WHERE id = $1', [dan.id]);
    await until(() => client.closed, 8_000);
  });

  it('P8 P9 P44 leaving the league ends its stream on both transports', async () => {
    const created = await api(ann, 'POST', '/api/leagues', { name: 'Kitchen Table' });
    const league: { id: string; code: string } = JSON.parse(await created.text());
    const client = await socket(server, ben);
    expect(await client.ask('subscribe', { league: league.id })).toMatchObject({ code: 'not-found' });
    expect((await poller(server, ben).poll(league.id)).status).toBe(404);
    await api(ben, 'POST', '/api/leagues/join', { code: league.code });
    expect(await client.ask('subscribe', { league: league.id })).toEqual({ ok: true });
    const { head, epoch } = (await poller(server, ben).poll(league.id)).body;
    const poll = poller(server, ben).poll(league.id, `epoch=${epoch}&since=${head}&wait=30`);
    await api(ben, 'DELETE', `/api/leagues/${league.id}/members/me`);
    await until(() => client.of('resync').some(({ reason }) => reason === 'not-a-member'));
    const answer = await poll;
    const last = answer.status === 404 ? answer : await poller(server, ben).poll(league.id);
    expect(last.status).toBe(404);
    const before = client.of('delta').length;
    const watching = await socket(server, ann);
    await watching.ask('subscribe', { league: league.id });
    await score(server);
    await until(() => watching.of('delta').length > 0);
    expect(client.of('delta')).toHaveLength(before);
  });

  /** Creates a league of Ann's with both players as members. */
  async function shared(): Promise<string> {
    const created = await api(ann, 'POST', '/api/leagues', { name: 'Shared' });
    const league: { id: string; code: string } = JSON.parse(await created.text());
    await api(ben, 'POST', '/api/leagues/join', { code: league.code });
    return league.id;
  }

  /** Lets Ben follow the league by socket and by a held poll. */
  async function follows(league: string) {
    const client = await socket(server, ben);
    expect(await client.ask('subscribe', { league })).toEqual({ ok: true });
    const { head, epoch } = (await poller(server, ben).poll(league)).body;
    return { client, poll: poller(server, ben).poll(league, `epoch=${epoch}&since=${head}&wait=30`) };
  }

  async function ended({ client, poll }: Awaited<ReturnType<typeof follows>>, league: string) {
    await until(() => client.of('resync').some(({ reason }) => reason === 'not-a-member'), 5_000);
    const answer = await poll;
    if (answer.status !== 404) expect((await poller(server, ben).poll(league)).status).toBe(404);
    const before = client.of('delta').length;
    const watching = await socket(server, ann);
    await watching.ask('subscribe', { league });
    await score(server);
    await until(() => watching.of('delta').length > 0);
    expect(client.of('delta')).toHaveLength(before);
  }

  it('P9 a membership that ends without a message to the node ends its stream within 5 s', async () => {
    const league = await shared();
    const watching = await follows(league);
    await server.db.query('DELETE FROM league_member WHERE league = $1 AND player = $2', [league, ben.id]);
    await ended(watching, league);
  });

  it('P9 a removal that the node learns of by a reload ends the stream, too', async () => {
    const league = await shared();
    const watching = await follows(league);
    const follower = server.app.get(LogFollower, { strict: false });
    await follower.exclusively(async () => {
      await api(ann, 'DELETE', `/api/leagues/${league}/members/${ben.id}`);
      await follower.reload(null);
    });
    await ended(watching, league);
  });

  it('P18 members without a card join and leave as deltas; with one, a league gets a resync at most once a second', async () => {
    const league = await shared();
    const watching = await socket(server, ann);
    await watching.ask('subscribe', { league });
    await until(() => watching.of('snapshot').length === 1);
    const flood = async (rounds: number) => {
      const { body } = await poller(server, ann).poll(league);
      for (let i = 0; i < rounds; i += 1) {
        await api(ben, 'DELETE', `/api/leagues/${league}/members/me`);
        const { code }: { code: string } = JSON.parse(
          await (await api(ann, 'GET', `/api/leagues/${league}`)).text(),
        );
        await api(ben, 'POST', '/api/leagues/join', { code });
      }
      return body.head + 2 * rounds;
    };
    const head = await flood(5);
    await until(() => watching.of('delta').some(({ seq }) => seq === head));
    expect(watching.of('resync')).toEqual([]);

    await storeCards(server.db, [{ player: ben.id, week: 8, picks: { 401: 'home' } }]);
    const follower = server.app.get(LogFollower, { strict: false });
    await follower.exclusively(() => follower.reload(null));
    const started = performance.now();
    await flood(10);
    const { body } = await poller(server, ann).poll(league);
    expect(body.events).toMatchObject([{ type: 'snapshot', scopes: { week: [[expect.any(Number), 1, 0]] } }]);
    await until(() => watching.of('resync').length > 0);
    const seconds = (performance.now() - started) / 1000;
    expect(watching.of('resync').length).toBeLessThanOrEqual(1 + seconds);
  });

  it('P18 P44 who deletes the account is gone from the table of everybody', async () => {
    const eve = await signUp(server.url, { name: 'Eve' });
    await storeCards(server.db, [{ player: eve.id, week: 8, picks: { 401: 'home' } }]);
    const follower = server.app.get(LogFollower, { strict: false });
    await follower.exclusively(() => follower.reload(null));
    const watching = await socket(server, ann);
    expect(await watching.ask('subscribe', { league: EVERYONE })).toEqual({ ok: true });
    await until(() => watching.of('snapshot').length === 1);
    const { head, epoch } = (await poller(server, ann).poll(EVERYONE)).body;
    await api(eve, 'DELETE', '/api/me', { password: eve.password, confirm: 'delete' });
    await until(() => watching.of('resync').some(({ league }) => league === EVERYONE));
    const { body } = await poller(server, ann).poll(EVERYONE, `epoch=${epoch}&since=${head}&wait=30`);
    expect(body.reset).toBe(true);
    expect(JSON.stringify(body.events)).not.toContain(eve.id);
  });

  it('P19 P48 says bye and answers held polls when it goes down', async () => {
    const going = await startTestServer({ role: 'web', databaseUrl: server.config.databaseUrl });
    const client = await socket(going, ann);
    await client.ask('subscribe', { league: EVERYONE });
    const { head, epoch } = (await poller(going, ann).poll(EVERYONE)).body;
    const poll = poller(going, ann).poll(EVERYONE, `epoch=${epoch}&since=${head}&wait=30`);
    const counts = going.app.get(LiveMetrics, { strict: false }).transports.get('long-poll');
    await until(() => counts?.connections() === 1);
    const started = performance.now();
    await going.close();
    expect(performance.now() - started).toBeLessThan(10_000);
    await until(() => client.closed);
    expect(client.of('bye')).toHaveLength(1);
    expect(await poll).toMatchObject({ status: 200, body: { events: [] } });
  });

  it('P5 an announcement to a league reaches its members whatever they watch, and nobody else', async () => {
    const created = await api(ann, 'POST', '/api/leagues', { name: 'Porch' });
    const { id: league }: { id: string } = JSON.parse(await created.text());
    const [member, stranger] = [await socket(server, ann), await socket(server, ben)];
    for (const client of [member, stranger]) await client.ask('subscribe', { league: EVERYONE });
    const { head, epoch } = (await poller(server, ann).poll(EVERYONE)).body;
    const query = `epoch=${epoch}&since=${head}&wait=30`;
    const polls = [ann, ben].map((who) => poller(server, who).poll(EVERYONE, query));
    const body = { title: 'Grill is on', body: 'Bring chairs' };
    expect((await api(ann, 'POST', `/api/leagues/${league}/announcements`, body)).status).toBe(201);
    await until(() => member.of('announcement').length > 0 && stranger.of('delta').length > 0);
    expect(member.of('announcement')).toMatchObject([{ seq: head + 1, announcement: { league, ...body } }]);
    const [own, other] = (await Promise.all(polls)).map(({ body: { events } }) => events);
    expect(own).toMatchObject([{ type: 'announcement', seq: head + 1, announcement: { league } }]);
    expect(other).toMatchObject([{ type: 'delta', seq: head + 1, scopes: {} }]);
    expect(JSON.stringify([stranger.events, other])).not.toContain('Grill');
  });
});

describe.skipIf(withoutRedis)('three nodes', () => {
  const nodes: TestServer[] = [];
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let admin: TestPlayer;

  beforeAll(async () => {
    database = await emptyDatabase();
    const shared = {
      role: 'web' as const,
      databaseUrl: database.url,
      redisUrl: testRedisUrl(),
      sessionSecret: 'one secret for all nodes of a test',
    };
    for (let i = 0; i < 3; i++) nodes.push(await startTestServer(shared));
    admin = await signUp(node(0).url, { name: 'Ada' });
    await node(0).db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
  });
  afterAll(async () => {
    await Promise.all(nodes.map((each) => each.close()));
    await database.drop();
  });

  function node(i: number): TestServer {
    const found = nodes[i];
    if (found === undefined) throw new Error(`no node ${i}`);
    return found;
  }

  /** Sends an admin's request to the first node. */
  async function act(method: string, path: string, change: object = {}): Promise<void> {
    const response = await fetch(`${node(0).url}/api/admin/${path}`, {
      method,
      headers: { ...headers(node(0), admin), 'content-type': 'application/json' },
      body: JSON.stringify({ why: 'Said so in the test', ...change }),
    });
    expect(response.status).toBe(200);
  }

  /** Opens a socket and a held poll on each node. */
  async function watching(player: TestPlayer) {
    const sockets = await Promise.all(nodes.map((each) => socket(each, player)));
    for (const client of sockets)
      expect(await client.ask('subscribe', { league: EVERYONE })).toEqual({ ok: true });
    const clients = nodes.map((each) => poller(each, player));
    const first = (await Promise.all(clients.map((client) => client.poll(EVERYONE)))).map(({ body }) => body);
    const polls = clients.map((client, i) =>
      client.poll(EVERYONE, `epoch=${first[i]?.epoch}&since=${first[i]?.head}&wait=30`),
    );
    return { sockets, polls };
  }

  it.each(['deactivate', 'sign-out'])(
    'P9 P44 a player’s sockets and polls on every node end within 5 s when an admin says %s',
    async (what) => {
      const eve = await signUp(node(1).url, { name: 'Eve' });
      const fay = await signUp(node(1).url, { name: 'Fay' });
      const { sockets, polls } = await watching(eve);
      const other = await watching(fay);
      const started = performance.now();
      await act('POST', `users/${eve.id}/${what}`);
      await until(() => sockets.every(({ closed }) => closed !== null), 5_000);
      for (const answer of await Promise.all(polls)) expect(answer.status).toBe(401);
      expect(performance.now() - started).toBeLessThan(5_000);
      expect(sockets.map(({ closed }) => closed)).toEqual(nodes.map(() => 'io server disconnect'));
      for (const each of nodes) {
        await expect(socket(each, eve)).rejects.toThrow('unauthenticated');
        expect((await poller(each, eve).poll(EVERYONE)).status).toBe(401);
      }
      expect(other.sockets.map(({ closed }) => closed)).toEqual(nodes.map(() => null));
      await score(node(0));
      for (const answer of await Promise.all(other.polls)) expect(answer.status).toBe(200);
    },
  );

  it('P25 P50 every node switches live off for players within 5 s, never for admins, and on again', async () => {
    const gil = await signUp(node(1).url, { name: 'Gil' });
    const [players, admins] = [await watching(gil), await watching(admin)];
    await act('PATCH', 'switches', { livePage: false });
    await until(() => players.sockets.every(({ closed }) => closed !== null), 5_000);
    for (const client of players.sockets) expect(client.of('bye')).toHaveLength(1);
    for (const answer of await Promise.all(players.polls))
      expect(answer).toMatchObject({ status: 503, body: { code: 'live-off' } });
    for (const each of nodes) {
      await expect(socket(each, gil)).rejects.toThrow('live-off');
      expect(await poller(each, gil).poll(EVERYONE)).toMatchObject({ status: 503 });
    }
    await score(node(0));
    for (const answer of await Promise.all(admins.polls)) expect(answer.status).toBe(200);
    expect(admins.sockets.map(({ closed }) => closed)).toEqual(nodes.map(() => null));
    await act('PATCH', 'switches', { livePage: true });
    for (const each of nodes) {
      await until(async () => (await poller(each, gil).poll(EVERYONE)).status === 200, 5_000);
      expect(await (await socket(each, gil)).ask('subscribe', { league: EVERYONE })).toEqual({ ok: true });
    }
  });

  it('P43 a client whose polls land on another node each time loses nothing', async () => {
    const first = node(0);
    const eve = await signUp(first.url, { name: 'Eve' });
    await score(first);
    const pollers = nodes.map((node) => poller(node, eve));
    let { head, epoch } = (
      await until(async () => {
        const { body } = await poller(first, eve).poll(EVERYONE);
        return (
          body.events.some((event) => 'games' in event && JSON.stringify(event).includes('"401"')) && {
            body,
          }
        );
      })
    ).body;
    const end = head + 12;
    const publishing = (async () => {
      for (let i = 0; i < 12; i++) {
        const node = nodes[i % 3];
        if (node !== undefined) await score(node);
      }
    })();
    for (let turn = 0; head < end; turn++) {
      const answer = await pollers[turn % 3]?.poll(EVERYONE, `epoch=${epoch}&since=${head}&wait=30`);
      const parsed = longPollAnswerSchema.parse(answer?.body);
      expect(parsed.reset).toBe(false);
      for (const event of parsed.events) {
        expect('from' in event ? event.from : event.seq).toBe(head + 1);
        head = event.seq;
      }
      expect(parsed.head).toBe(head);
      epoch = parsed.epoch;
    }
    await publishing;
  });
});
