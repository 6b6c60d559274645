import { once } from 'node:events';
import { setImmediate as tick } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { LiveMetrics } from './live-metrics.js';
import { headersOf, type LiveServer, startLiveServer } from './testing/live-server.js';
import { PollClient } from './testing/poll-client.js';
import { RawClient, TcpClient, upgrade } from './testing/raw-client.js';
import { SocketClient } from './testing/socket-client.js';

let server: LiveServer;
const closing: { close(): void }[] = [];

function kept<T extends { close(): void }>(client: T): T {
  closing.push(client);
  return client;
}

async function start(options: { rateLimits?: boolean } = {}): Promise<void> {
  server = await startLiveServer(options);
  server.hub.league('L1', 'ann', 'bob');
}

/** Checks that a correct client is served: the process is alive. */
async function stillServes(): Promise<void> {
  const bob = kept(await SocketClient.connect(server, 'bob'));
  expect(await bob.ask('subscribe', { league: 'L1' })).toEqual({ ok: true });
  const before = bob.of('delta').length;
  server.hub.publish();
  await vi.waitUntil(() => bob.of('delta').length > before);
}

afterEach(async () => {
  for (const client of closing.splice(0)) client.close();
  await server.close();
});

describe('the handshake', () => {
  beforeEach(() => start());

  it.each([
    ['our origin and a cookie', headersOf('ann'), 101],
    ['another name of this machine', headersOf('ann', 'http://127.0.0.1:3000'), 101],
    ['a foreign origin and a cookie', headersOf('ann', 'https://evil.example'), 403],
    ['our host on another port', headersOf('ann', 'http://localhost:3001'), 403],
    ['an origin that begins like ours', headersOf('ann', 'http://localhost:3000.evil.example'), 403],
    ['the origin null', headersOf('ann', 'null'), 403],
    ['a cookie and no origin', { cookie: 'player=ann' }, 403],
    ['a foreign origin without a cookie', { origin: 'https://evil.example' }, 101],
    ['nothing', {}, 101],
  ])('P11 with %s', async (_what, headers: Record<string, string>, status) => {
    const client = kept(await upgrade(server, headers));
    expect(client.status).toBe(status);
  });

  it('P10 does not take a connection for an upgrade of another one', async () => {
    const ann = kept(await RawClient.join(server, 'ann'));
    const sid = JSON.parse((await ann.packet('0')).slice(1)).sid;
    const path = `/socket.io/?EIO=4&transport=websocket&sid=${sid}`;
    const foreign = kept(await upgrade(server, { origin: 'https://evil.example' }, path));
    expect(foreign.status).toBe(400);
    await ann.subscribe('L1');
  });

  it('P10 has no polling transport and no other namespace', async () => {
    const polling = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).toBe(400);
    const ann = kept(await RawClient.open(server, headersOf('ann')));
    ann.ws.send('40');
    ann.ws.send('40/admin,');
    expect(await ann.packet('44{')).toContain('not-found');
    expect(await ann.packet('44/admin,')).toContain('Invalid namespace');
  });

  describe.each(['/', '/elsewhere', '/api/leagues/L1/live?wait=30', '/socket.iox/'])(
    'P10 an upgrade at %s',
    (path) => {
      it('is refused', async () => {
        const client = kept(await upgrade(server, headersOf('ann'), path));
        expect(client.status).toBe(400);
        await vi.waitUntil(() => client.closed);
      });

      it('keeps nothing of a client that sends on and disconnects', async () => {
        const clients = Array.from({ length: 20 }, () => TcpClient.connect(server.port));
        let upgrades = 0;
        server.app.getHttpServer().on('upgrade', () => {
          upgrades += 1;
        });
        for (const client of await Promise.all(clients)) {
          kept(client).socket.write(
            `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
          );
        }
        await vi.waitUntil(() => upgrades === 20);
        for (const client of await Promise.all(clients)) {
          client.socket.write('z'.repeat(40_000), () => client.close());
        }
        await vi.waitUntil(() => [...server.tcpSockets()].length === 0, { timeout: 20_000 });
      });
    },
  );

  it('P11 an anonymous connection gets no event, whatever it sends', async () => {
    const nobody = kept(await RawClient.open(server, { origin: headersOf('x').origin }));
    nobody.ws.send('40/live,');
    expect(await nobody.packet('44/live,')).toContain('unauthenticated');
    nobody.ws.send('42/live,1["subscribe",{"league":"L1"}]');
    server.hub.publish();
    await vi.waitUntil(() => nobody.closed);
    expect(nobody.packets.filter((packet) => packet.startsWith('42') || packet.startsWith('43'))).toEqual([]);
  });
});

describe('garbage', () => {
  beforeEach(() => start());

  it.each<[string, unknown[]]>([
    ['nothing', []],
    ['null', [null]],
    ['a number', [7]],
    ['a string', ['L1']],
    ['an array', [['L1']]],
    ['an unknown field', [{ league: 'L1', admin: true }]],
    ['a number for the league', [{ league: 7 }]],
    ['an empty league', [{ league: '' }]],
    ['a league too long', [{ league: 'x'.repeat(65) }]],
    ['a negative position', [{ league: 'L1', epoch: 'e1', since: -1 }]],
    ['a fractional position', [{ league: 'L1', epoch: 'e1', since: 1.5 }]],
    ['a prototype of its own', [JSON.parse('{"league":"L1","__proto__":{"a":1}}')]],
    ['binary', [Buffer.from('L1')]],
    ['binary inside', [{ league: Buffer.from('L1') }]],
  ])('P13 subscribe with %s is answered invalid-input', async (_what, args) => {
    const ann = kept(await SocketClient.connect(server, 'ann'));
    expect(await ann.ask('subscribe', ...args)).toMatchObject({ ok: false, code: 'invalid-input' });
    expect(await ann.ask('unsubscribe', ...args)).toMatchObject({ ok: false, code: 'invalid-input' });
    expect(await ann.ask('subscribe', { league: 'L1' })).toEqual({ ok: true });
  });

  it('P13 an unknown event is answered invalid-input, one that wants no answer is not missed', async () => {
    const ann = kept(await SocketClient.connect(server, 'ann'));
    expect(await ann.ask('launch', { league: 'L1' })).toMatchObject({ ok: false, code: 'invalid-input' });
    ann.socket.emit('subscribe');
    ann.socket.emit('subscribe', { league: 'nowhere' });
    ann.socket.emit('subscribe', { league: 'L1' });
    await vi.waitUntil(() => ann.of('snapshot').length === 1);
  });

  it.each([
    ['not JSON', '42/live,{"'],
    ['an unknown packet type', '49/live,'],
    ['an unknown engine packet', '9'],
    ['a ping in the wrong direction', '2'],
    ['a reserved event', '42/live,["disconnect"]'],
    ['an event without a name', '42/live,[]'],
    ['an event named by an object', '42/live,[{}]'],
    ['a connect error from a client', '44/live,"no"'],
    ['a second connect', '40/live,'],
    ['ten thousand attachments', '4510000-/live,["subscribe",{"_placeholder":true,"num":0}]'],
    ['an acknowledgement nobody asked for', '43/live,99[1]'],
    ['nothing', ''],
  ])('P13 survives %s', async (_what, packet) => {
    const ann = kept(await RawClient.join(server, 'ann'));
    ann.ws.send(packet);
    ann.ws.send(Buffer.from([1, 2, 3, 250]));
    await stillServes();
  });

  it('P21 closes a connection that sends more than 16 KB, plain or compressed', async () => {
    const plain = kept(await RawClient.join(server, 'ann'));
    plain.ws.send(`42/live,["subscribe","${'x'.repeat(16 * 1024)}"]`);
    const bomb = kept(await RawClient.join(server, 'ann', true));
    expect(bomb.ws.extensions).toContain('permessage-deflate');
    bomb.ws.send(`42/live,["subscribe","${'x'.repeat(10_000_000)}"]`, { compress: true });
    await vi.waitUntil(() => plain.closed && bomb.closed);
    await stillServes();
  });

  it('P23 takes compressed messages, whole and in fragments', async () => {
    const ann = kept(await RawClient.join(server, 'ann', { threshold: 0 }));
    const text = '42/live,1["subscribe",{"league":"L1"}]';
    ann.ws.send(text.slice(0, 10), { fin: false, compress: true });
    ann.ws.send(text.slice(10), { fin: true, compress: true });
    expect(await ann.packet('43/live,1')).toBe('43/live,1[{"ok":true}]');
    ann.ws.send('42/live,2["unsubscribe",{"league":"L1"}]', { compress: true });
    expect(await ann.packet('43/live,2')).toBe('43/live,2[{"ok":true}]');
  });

  it('P13 a hub that fails is answered internal, without its words, and the process lives', async () => {
    const { hub } = server;
    const strangers = hub.strangers.bind(hub);
    hub.strangers = () => Promise.reject(new Error('password of the database'));
    const ann = kept(await SocketClient.connect(server, 'ann'));
    const answer = await ann.ask('subscribe', { league: 'L1' });
    expect(answer).toMatchObject({ ok: false, code: 'internal' });
    expect(JSON.stringify(answer)).not.toContain('password');
    hub.strangers = strangers;
    hub.catchUp = () => {
      throw new Error('broken');
    };
    expect(await ann.ask('subscribe', { league: 'L1' })).toMatchObject({ ok: false, code: 'internal' });
    expect(hub.leagues.get('L1')?.watchers).toBe(0);
  });

  it('survives a storm of connections that come and go at every stage', async () => {
    await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const client = await upgrade(server, headersOf(index % 2 === 0 ? 'ann' : 'bob'));
        if (index % 4 > 0) client.sendText('40/live,');
        if (index % 4 > 1) client.sendText('42/live,1["subscribe",{"league":"L1"}]');
        if (index % 4 > 2) await tick();
        client.close();
      }),
    );
    await stillServes();
    for (const client of closing) client.close();
    await vi.waitUntil(() => server.hub.leagues.get('L1')?.watchers === 0);
  });
});

describe('limits', () => {
  it('P21 answers too-many-requests beyond the rate, and cuts off a flood', async () => {
    await start({ rateLimits: true });
    const ann = kept(await SocketClient.connect(server, 'ann'));
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => ann.ask('unsubscribe', { league: 'L1' })),
    );
    const refused = answers.filter((answer) => JSON.stringify(answer).includes('too-many-requests'));
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.slice(0, 40).map((answer) => JSON.stringify(answer))).toEqual(
      Array(40).fill('{"ok":true}'),
    );
    for (let i = 0; i < 300; i++) ann.socket.emit('unsubscribe', { league: 'L1' });
    await vi.waitUntil(() => ann.closed !== null);
    await stillServes();
  });

  it('P21 has no rate when limits are off', async () => {
    await start({ rateLimits: false });
    const ann = kept(await SocketClient.connect(server, 'ann'));
    const answers = await Promise.all(
      Array.from({ length: 300 }, () => ann.ask('unsubscribe', { league: 'L1' })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set(['{"ok":true}']));
  });

  it('P45 holds 20 polls of a player at most, and has room again after one ends', async () => {
    await start({ rateLimits: true });
    const poll = (wait: number) => {
      const client = kept(new PollClient(server.port, headersOf('ann')));
      return { client, answer: client.poll('L1', `epoch=e1&since=0&wait=${wait}`) };
    };
    const counts = server.app.get(LiveMetrics).transports.get('long-poll');
    const polls = Array.from({ length: 20 }, () => poll(30));
    for (const { answer } of polls) answer.catch(() => undefined);
    await vi.waitUntil(() => counts?.connections() === 20);
    expect(await poll(30).answer).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    polls[0]?.client.close();
    await vi.waitUntil(() => counts?.connections() === 19);
    expect((await poll(0).answer).status).toBe(200);
    await stillServes();
  });

  it('P21 cuts off who pings and never reads', async () => {
    await start({ rateLimits: true });
    const client = kept(await upgrade(server, headersOf('ann')));
    client.socket.pause();
    const ping = Buffer.concat([Buffer.from([0x89, 0xfd, 0, 0, 0, 0]), Buffer.alloc(125)]);
    const pings = Buffer.concat(Array.from({ length: 1_000 }, () => ping));
    await vi.waitFor(
      async () => {
        for (let i = 0; i < 20; i++) client.socket.write(pings);
        await tick();
        expect(client.socket.destroyed || client.closed).toBe(true);
      },
      { timeout: 20_000, interval: 1 },
    );
    await stillServes();
  });
});

describe('a reader that does not read', () => {
  const BURST = 50;
  const filler = 'x'.repeat(1_000);

  /** Joins by hand and stops reading. */
  async function sleeper(): Promise<TcpClient> {
    const client = kept(await upgrade(server, headersOf('ann')));
    client.sendText('40/live,');
    client.sendText('42/live,1["subscribe",{"league":"L1"}]');
    await vi.waitUntil(() => client.text.includes('"snapshot"'));
    client.socket.pause();
    return client;
  }

  it('P22 holds little for it, serves the others, and brings it up to date when it reads again', async () => {
    await start();
    const bob = kept(await RawClient.join(server, 'bob'));
    await bob.subscribe('L1');
    const client = await sleeper();
    const held = () =>
      [...server.tcpSockets()].reduce((most, socket) => Math.max(most, socket.writableLength), 0);
    let most = 0;
    // more than the kernel's buffers on both sides hold, at least 5 MB
    while (server.hub.status().position.seq < 5_000 || most === 0) {
      for (let i = 0; i < BURST; i++) server.hub.publish({ filler });
      await tick();
      most = Math.max(most, held());
      if (server.hub.status().position.seq > 50_000) throw new Error('never lagged');
    }
    const head = server.hub.status().position.seq;
    expect(most).toBeGreaterThan(64 * 1024);
    expect(most).toBeLessThan(256 * 1024);
    await vi.waitUntil(() => bob.of('delta').length === head, { timeout: 20_000 });
    expect(client.bytes).toBeLessThan(1_000);

    client.socket.resume();
    await vi.waitUntil(() => client.text.includes(`"seq":${head}`), { timeout: 20_000 });
    server.hub.publish();
    await vi.waitUntil(() => client.text.includes(`"seq":${head + 1}`));
    // it followed, missed much, got one snapshot instead, and follows again
    const seqs = [...client.text.matchAll(/\["(snapshot|delta)",\{[^{}]*?"seq":(\d+)/g)].map((m) => [
      m[1],
      Number(m[2]),
    ]);
    const jump = seqs.findLastIndex(([kind]) => kind === 'snapshot');
    expect(jump).toBeGreaterThan(0);
    expect(seqs.slice(jump)).toEqual([
      ['snapshot', head],
      ['delta', head + 1],
    ]);
    expect(seqs.slice(1, jump).map(([, seq]) => seq)).toEqual(
      Array.from({ length: jump - 1 }, (_, i) => i + 1),
    );
  });

  it('P22 lags also when its frames wait behind acknowledgements that it does not read', async () => {
    await start();
    const client = await sleeper();
    const slow = server.app.get(LiveMetrics).transports.get('socket');
    const [held] = [...server.tcpSockets()];
    if (held === undefined) throw new Error('nobody came');
    while (held.writableLength === 0) {
      server.hub.publish({ filler });
      await tick();
    }
    // the first goes to the TCP socket, the second waits in engine.io until the first has been sent
    const { bytesRead } = held;
    for (const id of [2, 3]) client.sendText(`42/live,${id}["unsubscribe",{"league":"nowhere"}]`);
    await vi.waitUntil(
      () => held.bytesRead - bytesRead >= 2 * '42/live,2["unsubscribe",{"league":"nowhere"}]'.length,
    );
    for (let i = 0; i < 5; i++) await tick();
    expect(slow?.slow()).toBe(0);
    for (let i = 0; i < 100; i++) server.hub.publish({ filler });
    expect(slow?.slow()).toBe(1);
  });

  it('would hold more than a megabyte on a plain server', async () => {
    const plain = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    try {
      await once(plain, 'listening');
      const joined = once(plain, 'connection');
      const address = plain.address();
      if (typeof address === 'string' || address === null) throw new Error('no port');
      const reader = new WebSocket(`ws://127.0.0.1:${address.port}`);
      await once(reader, 'open');
      reader.pause();
      const [socket]: WebSocket[] = await joined;
      if (socket === undefined) throw new Error('nobody came');
      await vi.waitUntil(
        () => {
          for (let i = 0; i < BURST; i++) socket.send(filler);
          return socket.bufferedAmount > 1024 * 1024;
        },
        { timeout: 20_000, interval: 1 },
      );
      reader.terminate();
    } finally {
      for (const socket of plain.clients) socket.terminate();
      plain.close();
    }
  });
});
