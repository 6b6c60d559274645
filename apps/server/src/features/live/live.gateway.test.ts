import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveRights } from './live-rights.js';
import { LiveSessions } from './live-sessions.js';
import { headersOf, type LiveServer, startLiveServer } from './testing/live-server.js';
import { SocketClient } from './testing/socket-client.js';

let server: LiveServer;
const clients: SocketClient[] = [];

async function start(options: { rateLimits?: boolean } = {}): Promise<void> {
  server = await startLiveServer(options);
  server.hub.league('L1', 'ann', 'bob').league('L2', 'bob');
}

async function connect(player: string): Promise<SocketClient> {
  const client = await SocketClient.connect(server, player);
  clients.push(client);
  return client;
}

function seqs(client: SocketClient, event = 'delta'): unknown[] {
  return client.of(event).map((payload) => payload.seq);
}

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await server.close();
});

describe('subscribe', () => {
  it('P14 acknowledges first, then sends the snapshot, then what follows', async () => {
    await start();
    const ann = await connect('ann');
    const order: string[] = [];
    ann.socket.onAny((event) => order.push(event));
    ann.socket.emit('subscribe', { league: 'L1' }, () => order.push('ack'));
    await vi.waitUntil(() => order.length === 2);
    server.hub.publish();
    await vi.waitUntil(() => order.length === 3);
    expect(order).toEqual(['ack', 'snapshot', 'delta']);
    expect(ann.of('delta')[0]).toMatchObject({ league: 'L1', from: 1, seq: 1 });
  });

  it('P14 sends what came after the position, or nothing at the head', async () => {
    await start();
    for (let i = 0; i < 5; i++) server.hub.publish();
    const ann = await connect('ann');
    await ann.ask('subscribe', { league: 'L1', epoch: 'e1', since: 3 });
    await vi.waitUntil(() => seqs(ann).length === 2);
    const bob = await connect('bob');
    await bob.ask('subscribe', { league: 'L1', epoch: 'e1', since: 5 });
    server.hub.publish();
    await vi.waitUntil(() => seqs(bob).length > 0 && seqs(ann).length === 3);
    expect(seqs(ann)).toEqual([4, 5, 6]);
    expect(seqs(bob)).toEqual([6]);
    expect(ann.of('snapshot')).toEqual([]);
  });

  it.each([
    ['of another life', { epoch: 'e0', since: 2 }],
    ['ahead of the head', { epoch: 'e1', since: 99 }],
    ['trimmed away', { epoch: 'e1', since: 0 }],
    ['without a since', { epoch: 'e1' }],
  ])('P14 answers a position %s with one snapshot', async (_what, position) => {
    await start();
    for (let i = 0; i < 4; i++) server.hub.publish();
    server.hub.trimmedTo = 2;
    const ann = await connect('ann');
    await ann.ask('subscribe', { league: 'L1', ...position });
    server.hub.publish();
    await vi.waitUntil(() => seqs(ann).length > 0);
    expect(seqs(ann, 'snapshot')).toEqual([4]);
    expect(seqs(ann)).toEqual([5]);
  });

  it('P14 waits for events that another node has shown the client already', async () => {
    await start();
    server.hub.publish();
    server.hub.unheard = 1;
    const ann = await connect('ann');
    const joined = ann.ask('subscribe', { league: 'L1', epoch: 'e1', since: 2 });
    await ann.ask('unsubscribe', { league: 'L2' });
    expect(ann.events).toEqual([]);
    server.hub.unheard = 0;
    server.hub.publish();
    expect(await joined).toEqual({ ok: true });
    server.hub.publish();
    await vi.waitUntil(() => seqs(ann).length > 0);
    expect(seqs(ann)).toEqual([3]);
    expect(ann.of('snapshot')).toEqual([]);
  });

  it('P14 a join in two steps would have a gap: why catching up and joining happen in one tick', async () => {
    await start();
    const { hub } = server;
    await hub.watch('L1');
    const { position } = hub.catchUp('L1', null, 1);
    hub.publish();
    const heard: number[] = [];
    hub.listen({
      frame: (_league, { from }) => heard.push(from),
      resync: () => undefined,
      watching: () => 0,
      among: () => [],
      feed: () => undefined,
    });
    hub.publish();
    expect(heard[0]).toBe(position.seq + 2);
  });

  it('P14 loses and repeats nothing when 1,000 joins fall into a burst', async () => {
    await start();
    const leagues = Array.from({ length: 20 }, (_, i) => `burst-${i}`);
    for (const league of leagues) server.hub.league(league, 'cleo', 'dan', 'eve');
    const players = Array.from({ length: 50 }, (_, i) => ['cleo', 'dan', 'eve'][i % 3] ?? 'eve');
    const watchers = await Promise.all(players.map(connect));
    let publishing = true;
    const burst = (async () => {
      while (publishing) {
        server.hub.publish();
        await new Promise(setImmediate);
      }
    })();
    await Promise.all(watchers.flatMap((w) => leagues.map((league) => w.ask('subscribe', { league }))));
    publishing = false;
    await burst;
    server.hub.publish();
    const head = server.hub.status().position.seq;
    for (const watcher of watchers) {
      await vi.waitUntil(() => watcher.of('delta').filter((d) => d.seq === head).length === 20, {
        timeout: 20_000,
      });
      for (const league of leagues) {
        const frames = watcher.events.map((e) => e.payload).filter((p) => p.league === league);
        const [first, ...rest] = frames.map((p) => Number(p.seq));
        expect(watcher.events.find((e) => e.payload.league === league)?.event).toBe('snapshot');
        expect(rest).toEqual(Array.from({ length: head - (first ?? 0) }, (_, i) => (first ?? 0) + 1 + i));
      }
    }
  });

  it('P15 repairs a gap by subscribing again, without a second copy of what follows', async () => {
    await start();
    const ann = await connect('ann');
    await ann.ask('subscribe', { league: 'L1' });
    server.hub.publish();
    server.hub.publish();
    expect(await ann.ask('subscribe', { league: 'L1', epoch: 'e1', since: 1 })).toEqual({ ok: true });
    server.hub.publish();
    await vi.waitUntil(() => seqs(ann).includes(3));
    expect(seqs(ann)).toEqual([1, 2, 2, 3]);
  });

  it('P15 allows 20 leagues per socket', async () => {
    await start();
    const ids = Array.from({ length: 21 }, (_, i) => `many-${i}`);
    for (const id of ids) server.hub.league(id, 'ann');
    const ann = await connect('ann');
    const answers = await Promise.all(ids.map((league) => ann.ask('subscribe', { league })));
    expect(answers.filter((answer) => JSON.stringify(answer) === '{"ok":true}')).toHaveLength(20);
    expect(answers[20]).toMatchObject({ ok: false, code: 'too-many-requests' });
    expect(await ann.ask('subscribe', { league: 'many-3' })).toEqual({ ok: true });
  });

  it('P16 unsubscribing ends the frames and gives the channel back', async () => {
    await start();
    const ann = await connect('ann');
    await ann.ask('subscribe', { league: 'L1' });
    expect(await ann.ask('unsubscribe', { league: 'L1' })).toEqual({ ok: true });
    expect(await ann.ask('unsubscribe', { league: 'L1' })).toEqual({ ok: true });
    expect(server.hub.leagues.get('L1')?.watchers).toBe(0);
    server.hub.publish();
    await ann.ask('subscribe', { league: 'L1' });
    expect(seqs(ann)).toEqual([]);
  });

  it('P16 a socket that goes gives its channels back', async () => {
    await start();
    const bob = await connect('bob');
    await bob.ask('subscribe', { league: 'L1' });
    await bob.ask('subscribe', { league: 'L2' });
    bob.close();
    await vi.waitUntil(() => [...server.hub.leagues.values()].every((league) => league.watchers === 0));
  });
});

describe('who may watch', () => {
  it('P27 says first whose stream it is, to each socket its own player', async () => {
    await start();
    const [ann, bob] = [await connect('ann'), await connect('bob')];
    for (const client of [ann, bob]) await client.ask('subscribe', { league: 'L1' });
    expect(ann.player).not.toBeNull();
    expect([ann.player, bob.player]).toEqual(['ann', 'bob']);
  });

  it('P8 a league of others does not exist', async () => {
    await start();
    const ann = await connect('ann');
    expect(await ann.ask('subscribe', { league: 'L2' })).toMatchObject({ ok: false, code: 'not-found' });
    expect(await ann.ask('subscribe', { league: 'nowhere' })).toMatchObject({ ok: false, code: 'not-found' });
    server.hub.publish();
    await ann.ask('unsubscribe', { league: 'L1' });
    expect(ann.events).toEqual([]);
  });

  it('P9 P18 leaving the league ends its frames, and only its', async () => {
    await start();
    const bob = await connect('bob');
    const other = await connect('bob');
    await bob.ask('subscribe', { league: 'L1' });
    await bob.ask('subscribe', { league: 'L2' });
    await other.ask('subscribe', { league: 'L1' });
    server.hub.expel('L1', 'bob');
    server.hub.publish();
    await vi.waitUntil(() => bob.of('delta').length > 0 && other.of('resync').length > 0);
    expect(bob.of('delta').map((d) => d.league)).toEqual(['L2']);
    expect(bob.of('resync')).toEqual([{ league: 'L1', reason: 'not-a-member' }]);
    expect(other.of('delta')).toEqual([]);
    expect(await bob.ask('subscribe', { league: 'L1' })).toMatchObject({ ok: false, code: 'not-found' });
  });

  it('P9 leaving while the subscription is under way ends it too', async () => {
    await start();
    const bob = await connect('bob');
    const { hub } = server;
    const watch = hub.watch.bind(hub);
    hub.watch = async (league) => {
      const release = await watch(league);
      hub.expel(league, 'bob');
      return release;
    };
    expect(await bob.ask('subscribe', { league: 'L1' })).toMatchObject({ ok: false, code: 'not-found' });
    expect(hub.leagues.get('L1')?.watchers).toBe(0);
  });

  it('P9 P20 a session that ends closes its sockets and no others', async () => {
    await start();
    const ann = await connect('ann');
    const bob = await connect('bob');
    server.sessions.end('ann');
    await vi.waitUntil(() => ann.closed !== null);
    expect(ann.closed).toBe('io server disconnect');
    expect(await bob.ask('subscribe', { league: 'L1' })).toEqual({ ok: true });
  });

  it('P9 a session that ends without notice is noticed by asking for all of them at once', async () => {
    await start();
    const ann = await connect('ann');
    const bob = await connect('bob');
    server.sessions.end('ann', false);
    await server.app.get(LiveSessions).check();
    await vi.waitUntil(() => ann.closed !== null);
    expect(bob.closed).toBeNull();
  });

  it('P9 a membership that ends without notice is noticed by asking for all of them at once', async () => {
    await start();
    const [ann, bob] = [await connect('ann'), await connect('bob')];
    for (const client of [ann, bob]) await client.ask('subscribe', { league: 'L1' });
    server.hub.expel('L1', 'bob', false);
    await server.app.get(LiveRights).look();
    await vi.waitUntil(() => bob.of('resync').length === 1);
    expect(bob.of('resync')).toEqual([{ league: 'L1', reason: 'not-a-member' }]);
    server.hub.publish();
    await vi.waitUntil(() => seqs(ann).length === 1);
    expect(seqs(bob)).toEqual([]);
  });

  it('P9 a player who is removed while the channel opens, without notice, is not admitted', async () => {
    await start();
    const bob = await connect('bob');
    const { hub } = server;
    const watch = hub.watch.bind(hub);
    hub.watch = async (league) => {
      hub.expel(league, 'bob', false);
      return watch(league);
    };
    expect(await bob.ask('subscribe', { league: 'L1' })).toMatchObject({ ok: false, code: 'not-found' });
    expect(hub.leagues.get('L1')?.watchers).toBe(0);
  });

  it('P9 P14 many who come at the same time are one question to the database', async () => {
    await start();
    const clients = await Promise.all(Array.from({ length: 10 }, () => connect('ann')));
    await clients[0]?.ask('subscribe', { league: 'L2' });
    const before = server.hub.membershipQuestions;
    await Promise.all(clients.map((client) => client.ask('subscribe', { league: 'L1' })));
    expect(server.hub.membershipQuestions - before).toBeLessThan(6);
  });

  it('P12 a player has 20 sockets at most', async () => {
    await start({ rateLimits: true });
    await Promise.all(Array.from({ length: 20 }, () => connect('ann')));
    await expect(connect('ann')).rejects.toThrow('too-many-requests');
    clients.shift()?.close();
    await vi.waitFor(() => connect('ann'));
    await connect('bob');
  });
});

describe('what the server says by itself', () => {
  it('P17 tells the state of the feed at once when it changes', async () => {
    await start();
    server.hub.publish();
    const ann = await connect('ann');
    const feed = { state: 'stale' as const, asOf: '2026-11-08T18:00:00.000Z' };
    server.hub.setFeed(feed);
    await vi.waitUntil(() => ann.of('heartbeat').length > 0);
    expect(ann.of('heartbeat')[0]).toMatchObject({ epoch: 'e1', head: 1, feed });
  });

  it('P18 asks the clients of a league to start over', async () => {
    await start();
    const ann = await connect('ann');
    await ann.ask('subscribe', { league: 'L1' });
    server.hub.resync('L1', 'member-left');
    await vi.waitUntil(() => ann.of('resync').length > 0);
    expect(ann.of('resync')).toEqual([{ league: 'L1', reason: 'member-left' }]);
  });

  it('P19 says bye with different times to come back, then closes', async () => {
    await start();
    const watchers = await Promise.all(Array.from({ length: 10 }, () => connect('ann')));
    await server.app.close();
    await vi.waitUntil(() => watchers.every((watcher) => watcher.closed !== null));
    const times = watchers.map((watcher) => Number(watcher.of('bye')[0]?.retryAfterMs));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(250);
    expect(Math.max(...times)).toBeLessThan(1_500);
    expect(new Set(times).size).toBeGreaterThan(5);
    expect(watchers[0]?.closed).not.toBe('io server disconnect');
  });
});

describe('headers of the handshake', () => {
  it('P11 looks a session up once for many sockets of the same cookie', async () => {
    await start();
    await Promise.all(Array.from({ length: 10 }, () => connect('ann')));
    expect(server.sessions.lookUps).toBe(1);
  });

  it('P11 an anonymous socket is refused and gets nothing', async () => {
    await start();
    const nobody = new SocketClient(server, { origin: headersOf('x').origin });
    clients.push(nobody);
    await vi.waitUntil(() => nobody.refused !== null);
    expect(nobody.refused).toBe('unauthenticated');
    server.hub.setFeed({ state: 'down', asOf: null });
    server.hub.publish();
    await connect('ann');
    expect(nobody.events).toEqual([]);
  });
});

describe('announcements to another league', () => {
  it('P5 reach those who play there, once, whatever they watch; all others get an empty delta', async () => {
    await start();
    const [ann, bob] = [await connect('ann'), await connect('bob')];
    for (const client of [ann, bob]) await client.ask('subscribe', { league: 'L1' });
    server.hub.announce('L3', 2);
    server.hub.publish();
    await vi.waitUntil(() => seqs(ann).length === 2 && seqs(bob).length === 1);
    expect(seqs(ann)).toEqual([1, 2]);
    expect(ann.of('announcement')).toEqual([]);
    expect(seqs(bob, 'announcement')).toEqual([1]);
    expect(seqs(bob)).toEqual([2]);
    const late = await connect('bob');
    await late.ask('subscribe', { league: 'L1', epoch: 'e1', since: 0 });
    await vi.waitUntil(() => seqs(late).length === 1);
    expect(seqs(late, 'announcement')).toEqual([1]);
  });

  it('P5 come on the league’s own stream alone where that is watched, too', async () => {
    await start();
    const bob = await connect('bob');
    for (const league of ['L1', 'L2']) await bob.ask('subscribe', { league });
    server.hub.announce('L2', 2);
    await vi.waitUntil(() => seqs(bob, 'announcement').length === 1 && seqs(bob).length === 1);
    expect(bob.of('delta')).toMatchObject([{ league: 'L1', seq: 1, scopes: {} }]);
    expect(bob.of('announcement')).toMatchObject([{ league: 'L2', seq: 1 }]);
  });

  it.each([[['L1', 'L2']], [['L2', 'L1']]])(
    'P5 come once to a client that catches up on %j',
    async (leagues) => {
      await start();
      server.hub.announce('L2', 2);
      const bob = await connect('bob');
      for (const league of leagues) await bob.ask('subscribe', { league, epoch: 'e1', since: 0 });
      await vi.waitUntil(() => seqs(bob).length + seqs(bob, 'announcement').length === 2);
      expect(seqs(bob, 'announcement')).toEqual([1]);
    },
  );
});

describe('P25 while live is switched off', () => {
  it('players get bye and are closed, are refused with its code, and return; admins stay', async () => {
    await start();
    server.hub.league('L1', 'ann', 'admin');
    const [ann, admin] = [await connect('ann'), await connect('admin')];
    for (const client of [ann, admin]) await client.ask('subscribe', { league: 'L1' });
    server.switches.flip(false);
    await vi.waitUntil(() => ann.closed !== null);
    expect(ann.closed).not.toBe('io server disconnect');
    expect(ann.of('bye')).toMatchObject([{ retryAfterMs: expect.any(Number) }]);
    await expect(connect('ann')).rejects.toThrow('live-off');
    const second = await connect('admin');
    expect(await second.ask('subscribe', { league: 'L1' })).toEqual({ ok: true });
    server.hub.publish();
    await vi.waitUntil(() => seqs(admin).length === 1 && seqs(second).length === 1);
    expect(seqs(ann)).toEqual([]);
    server.switches.flip(true);
    const again = await connect('ann');
    expect(await again.ask('subscribe', { league: 'L1', epoch: 'e1', since: 0 })).toEqual({ ok: true });
    await vi.waitUntil(() => seqs(again).length === 1);
  });

  it('a subscription that comes in between is refused, too', async () => {
    await start();
    const ann = await connect('ann');
    server.switches.current = { ...server.switches.current, livePage: false };
    expect(await ann.ask('subscribe', { league: 'L1' })).toMatchObject({ ok: false, code: 'live-off' });
  });
});
