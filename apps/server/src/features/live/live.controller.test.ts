import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveMetrics } from './live-metrics.js';
import { LiveRights } from './live-rights.js';
import { LiveSessions } from './live-sessions.js';
import { headersOf, type LiveServer, startLiveServer } from './testing/live-server.js';
import { PollClient } from './testing/poll-client.js';

/** Every rule holds on both routes: the early one, and the router's for addresses that only the router parses. */
describe.each([
  ['early route', 'live'],
  ['router', 'live/'],
])('long-poll by the %s', (way, path) => {
  let server: LiveServer;
  const clients: PollClient[] = [];

  function client(player: string, headers: Record<string, string> = {}): PollClient {
    const made = new PollClient(server.port, { ...headersOf(player), ...headers }, path);
    clients.push(made);
    return made;
  }

  async function held(count: number): Promise<void> {
    const counts = server.app.get(LiveMetrics).transports.get('long-poll');
    await vi.waitUntil(() => counts?.connections() === count, { timeout: 10_000 });
  }

  beforeEach(async () => {
    server = await startLiveServer();
    server.hub.league('L1', 'ann', 'bob').league('L2', 'bob');
  });

  afterEach(async () => {
    for (const each of clients.splice(0)) each.close();
    await server.close();
  });

  it('P42 without a position answers with one snapshot', async () => {
    server.hub.publish();
    const { status, body } = await client('ann').poll('L1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ epoch: 'e1', head: 1, reset: true, feed: { state: 'ok' } });
    expect(body.events.map((event) => [event.type, event.seq])).toEqual([['snapshot', 1]]);
  });

  it.each([
    ['of another life', 'epoch=e0&since=2'],
    ['ahead of the head', 'epoch=e1&since=99'],
    ['trimmed away', 'epoch=e1&since=0'],
    ['without an epoch', 'since=3'],
  ])('P42 a position %s is answered with one snapshot', async (_what, query) => {
    for (let i = 0; i < 4; i++) server.hub.publish();
    server.hub.trimmedTo = 2;
    const { body } = await client('ann').poll('L1', query);
    expect(body).toMatchObject({ head: 4, reset: true });
    expect(body.events.map((event) => event.type)).toEqual(['snapshot']);
  });

  it('P41 P43 answers at once with everything after the position', async () => {
    for (let i = 0; i < 5; i++) server.hub.publish();
    const { body } = await client('ann').poll('L1', 'epoch=e1&since=2&wait=30');
    expect(body).toMatchObject({ head: 5, reset: false });
    expect(body.events.map((event) => [event.type, event.seq])).toEqual([
      ['delta', 3],
      ['delta', 4],
      ['delta', 5],
    ]);
  });

  it('P41 holds at the head until something happens, and tells all who wait', async () => {
    const polls = ['ann', 'bob', 'ann'].map((player) =>
      client(player).poll('L1', 'epoch=e1&since=0&wait=30'),
    );
    await held(3);
    server.hub.publish();
    server.hub.publish();
    for (const { body } of await Promise.all(polls)) {
      expect(body).toMatchObject({ head: 2, reset: false });
      expect(body.events.map((event) => event.seq)).toEqual([1, 2]);
    }
    await held(0);
  });

  it('P41 answers without events when the time is up', async () => {
    const { body, ms } = await client('ann').poll('L1', 'epoch=e1&since=0&wait=1');
    expect(body).toMatchObject({ head: 0, reset: false, events: [] });
    expect(ms).toBeGreaterThan(990);
    const none = await client('ann').poll('L1', 'epoch=e1&since=0&wait=0');
    expect(none.body.events).toEqual([]);
  });

  it('P43 waits for events that another node has shown the client already', async () => {
    server.hub.publish();
    server.hub.unheard = 1;
    const poll = client('ann').poll('L1', 'epoch=e1&since=2&wait=30');
    expect((await client('ann').poll('L1', 'epoch=e1&since=1&wait=0')).body.events).toEqual([]);
    server.hub.unheard = 0;
    server.hub.publish();
    await held(1);
    server.hub.publish();
    const { body } = await poll;
    expect(body).toMatchObject({ head: 3, reset: false });
    expect(body.events.map((event) => event.seq)).toEqual([3]);
  });

  it('P41 loses nothing to a client that polls through a burst', async () => {
    const ann = client('ann');
    const seen: unknown[] = [];
    let position = 'epoch=e1&since=0';
    let publishing = true;
    const burst = (async () => {
      for (let i = 0; i < 300; i++) {
        server.hub.publish();
        if (i % 3 > 0) await new Promise(setImmediate);
      }
      publishing = false;
    })();
    while (publishing || seen.length < 300) {
      const { body } = await ann.poll('L1', `${position}&wait=30`);
      expect(body.reset).toBe(false);
      seen.push(...body.events.map((event) => event.seq));
      position = `epoch=${body.epoch}&since=${body.head}`;
    }
    await burst;
    expect(seen).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
  });

  it('P44 tells a change of the feed, and a resync by a snapshot', async () => {
    const first = client('ann').poll('L1', 'epoch=e1&since=0&wait=30');
    await held(1);
    server.hub.setFeed({ state: 'down', asOf: null });
    expect((await first).body).toMatchObject({ feed: { state: 'down' }, events: [] });
    const second = client('ann').poll('L1', 'epoch=e1&since=0&wait=30');
    await held(1);
    server.hub.resync('L1', 'member-left');
    const { body } = await second;
    expect(body.reset).toBe(true);
    expect(body.events.map((event) => event.type)).toEqual(['snapshot']);
  });

  it('P44 a resync also reaches a client between two polls, after the frames before it', async () => {
    const between = client('bob');
    expect((await between.poll('L1', 'epoch=e1&since=0&wait=0')).body.events).toEqual([]);
    const waiting = client('ann').poll('L1', 'epoch=e1&since=0&wait=30');
    await held(1);
    server.hub.publish();
    server.hub.restart('L1');
    const { body } = await waiting;
    expect(body).toMatchObject({ head: 1, reset: false });
    for (const since of [0, 1]) {
      const next = await between.poll('L1', `epoch=e1&since=${since}&wait=1`);
      expect(next.body).toMatchObject({ head: 2, reset: true });
      expect(next.body.events.map((event) => event.type)).toEqual(['snapshot']);
    }
  });

  it('P8 P45 refuses strangers, and leagues of others', async () => {
    const nobody = new PollClient(server.port, { origin: headersOf('x').origin }, path);
    clients.push(nobody);
    expect(await nobody.poll('L1')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(await client('ann').poll('L2')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await client('ann').poll('nowhere')).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it.each(['wait=-1', 'wait=31', 'wait=x', 'since=-1', 'since=1.5', 'epoch=e1&since=x'])(
    'P45 %s is answered invalid-input',
    async (query) => {
      expect(await client('ann').poll('L1', query)).toMatchObject({
        status: 422,
        body: { code: 'invalid-input' },
      });
    },
  );

  it.each([
    ['our origin', {}, 200],
    ['a foreign origin', { origin: 'https://evil.example' }, 403],
    ['no origin', { origin: '' }, 403],
    ['no origin, from another site', { origin: '', 'sec-fetch-site': 'cross-site' }, 403],
    ['no origin, from a sister site', { origin: '', 'sec-fetch-site': 'same-site' }, 403],
    ['no origin, from a page of ours', { origin: '', 'sec-fetch-site': 'same-origin' }, 200],
    ['no origin, from our client', { origin: '', 'x-requested-with': 'sunday-live' }, 200],
    [
      'a foreign origin that claims to be our client',
      { origin: 'https://evil.example', 'x-requested-with': 'sunday-live' },
      403,
    ],
  ])('P46 with a cookie and %s', async (_what, headers: Record<string, string>, status) => {
    const answer = await client('ann', headers).poll('L1');
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: 'origin-refused' });
  });

  it('P9 P44 the end of a session ends its polls with 401, and no others', async () => {
    const ann = client('ann').poll('L1', 'epoch=e1&since=0&wait=30');
    const bob = client('bob').poll('L1', 'epoch=e1&since=0&wait=30');
    await held(2);
    server.sessions.end('ann');
    expect(await ann).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(await client('ann').poll('L1')).toMatchObject({ status: 401 });
    server.hub.publish();
    expect((await bob).status).toBe(200);
  });

  it('P9 a session that ends without notice is noticed by asking for all of them at once', async () => {
    const ann = client('ann').poll('L1', 'epoch=e1&since=0&wait=30');
    await held(1);
    server.sessions.end('ann', false);
    await server.app.get(LiveSessions).check();
    expect(await ann).toMatchObject({ status: 401 });
  });

  it('P9 P44 leaving the league ends its polls with 404', async () => {
    const bob = client('bob').poll('L1', 'epoch=e1&since=0&wait=30');
    await held(1);
    server.hub.expel('L1', 'bob');
    expect(await bob).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await client('bob').poll('L1')).toMatchObject({ status: 404 });
    expect((await client('bob').poll('L2')).status).toBe(200);
  });

  it('P9 P44 a membership that ends without notice is noticed by asking for all of them at once', async () => {
    const bob = client('bob').poll('L1', 'epoch=e1&since=0&wait=30');
    await held(1);
    server.hub.expel('L1', 'bob', false);
    await server.app.get(LiveRights).look();
    expect(await bob).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await client('bob').poll('L1')).toMatchObject({ status: 404 });
  });

  it('P47 a client that goes away is held no longer', async () => {
    const ann = client('ann');
    ann.poll('L1', 'epoch=e1&since=0&wait=30').catch(() => undefined);
    await held(1);
    ann.close();
    await held(0);
  });

  it('P48 shutdown answers held polls at once', async () => {
    const ann = client('ann').poll('L1', 'epoch=e1&since=0&wait=30');
    await held(1);
    const started = performance.now();
    await server.app.close();
    const { status, body, headers } = await ann;
    expect(status).toBe(200);
    expect(body.events).toEqual([]);
    expect(headers.connection).toBe('close');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it(`is really the ${way}`, async () => {
    const headers = { 'x-powered-by': expect.stringContaining('') };
    const answer = await client('ann').poll('L1');
    if (way === 'router') expect(answer.headers).toMatchObject(headers);
    else expect(answer.headers).not.toMatchObject(headers);
  });

  it('P5 an announcement to another league answers those who play there, the others get an empty delta', async () => {
    const [ann, bob] = [client('ann'), client('bob')];
    const polls = [ann, bob].map((each) => each.poll('L1', 'epoch=e1&since=0'));
    await held(2);
    server.hub.announce('L3', 2);
    const answers = await Promise.all(polls);
    const kinds = ({ body }: (typeof answers)[number]) => body.events.map(({ type, seq }) => [type, seq]);
    expect(answers.map(kinds)).toEqual([[['delta', 1]], [['announcement', 1]]]);
    const late = await Promise.all(['ann', 'bob'].map((who) => client(who).poll('L1', 'epoch=e1&since=0')));
    expect(late.map(kinds)).toEqual([[['delta', 1]], [['announcement', 1]]]);
  });

  it('P50 while live is switched off, held and new polls of players get 503 live-off; admins’ continue', async () => {
    server.hub.league('L1', 'ann', 'admin');
    const [ann, admin] = [client('ann'), client('admin')];
    const refused = { status: 503, headers: { 'retry-after': '20' }, body: { code: 'live-off' } };
    const poll = ann.poll('L1', 'epoch=e1&since=0');
    const kept = admin.poll('L1', 'epoch=e1&since=0');
    await held(2);
    server.switches.flip(false);
    expect(await poll).toMatchObject(refused);
    expect(await ann.poll('L1')).toMatchObject(refused);
    expect(await client('bob').poll('L2')).toMatchObject(refused);
    server.hub.publish();
    expect((await kept).body.events).toMatchObject([{ type: 'delta', seq: 1 }]);
    server.switches.flip(true);
    expect((await ann.poll('L1', 'epoch=e1&since=0')).body.events).toMatchObject([{ type: 'delta', seq: 1 }]);
  });
});
