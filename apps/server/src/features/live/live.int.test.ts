import {
  deltaSchema,
  EVERYONE,
  heartbeatSchema,
  longPollAnswerSchema,
  snapshotSchema,
} from '@sunday-live/contract';
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

/** One more point in the one game: one event. */
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
});

describe.skipIf(withoutRedis)('three nodes', () => {
  it('P43 a client whose polls land on another node each time loses nothing', async () => {
    const database = await emptyDatabase();
    const secret = 'one secret for all nodes of a test';
    const nodes: TestServer[] = [];
    try {
      const redisUrl = testRedisUrl();
      for (let i = 0; i < 3; i++) {
        const shared = { role: 'web' as const, databaseUrl: database.url, redisUrl, sessionSecret: secret };
        nodes.push(await startTestServer(shared));
      }
      const [first] = nodes;
      if (first === undefined) throw new Error('no node');
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
    } finally {
      await Promise.all(nodes.map((node) => node.close()));
      await database.drop();
    }
  });
});
