import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LiveMetrics } from '../live-metrics.js';
import { headersOf, type LiveServer, startLiveServer } from '../testing/live-server.js';
import { TcpClient } from '../testing/raw-client.js';

/** Returns what arrives on one connection that is used in unusual ways. */
describe('a connection that polls', () => {
  let server: LiveServer;
  let client: TcpClient;

  function get(path: string, headers: Record<string, string> = {}): string {
    const all = { host: 'localhost', ...headersOf('ann'), ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return `GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`;
  }
  const poll = (query: string, headers: Record<string, string> = {}) =>
    get(`/api/leagues/L1/live?${query}`, headers);
  const statuses = () => [...client.text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));
  const heads = () => [...client.text.matchAll(/"head":(\d+)/g)].map(([, head]) => Number(head));
  const answers = (count: number) => vi.waitUntil(() => heads().length === count, { timeout: 5_000 });
  const held = async (count: number) => {
    const counts = server.app.get(LiveMetrics).transports.get('long-poll');
    await vi.waitUntil(() => counts?.connections() === count, { timeout: 5_000 });
  };

  beforeEach(async () => {
    server = await startLiveServer();
    server.hub.league('L1', 'ann', 'bob');
    client = await TcpClient.connect(server.port);
  });

  afterEach(async () => {
    client.close();
    await server.close();
  });

  it('P47 is served poll after poll', async () => {
    for (let i = 1; i <= 5; i++) {
      client.socket.write(poll(`epoch=e1&since=${i - 1}&wait=30`));
      await held(1);
      server.hub.publish();
      await answers(i);
    }
    expect(heads()).toEqual([1, 2, 3, 4, 5]);
  });

  it('is served when its request comes byte by byte', async () => {
    for (const byte of poll('wait=0')) {
      client.socket.write(byte);
      await new Promise(setImmediate);
    }
    await answers(1);
    client.socket.write(poll('epoch=e1&since=0&wait=0'));
    await answers(2);
    expect(statuses()).toEqual([200, 200]);
  });

  it('is served when the second request comes in two packets', async () => {
    client.socket.write(poll('wait=0'));
    await answers(1);
    const second = poll('epoch=e1&since=0&wait=30');
    client.socket.write(second.slice(0, 60));
    await new Promise((resolve) => setTimeout(resolve, 20));
    client.socket.write(second.slice(60));
    await held(1);
    server.hub.publish();
    await answers(2);
    expect(heads()).toEqual([0, 1]);
  });

  it('is answered in order when it does not wait for its answers', async () => {
    server.hub.publish();
    client.socket.write(poll('epoch=e1&since=1&wait=30'));
    await held(1);
    client.socket.write(poll('epoch=e1&since=2&wait=0'));
    client.socket.write(poll('epoch=e1&since=2&wait=0'));
    server.hub.publish();
    await answers(3);
    expect(heads()).toEqual([2, 2, 2]);
    expect(client.text.indexOf('"type":"delta"')).toBeLessThan(client.text.indexOf('"events":[]'));
  });

  it('may ask for something else later', async () => {
    client.socket.write(poll('wait=0'));
    await answers(1);
    client.socket.write(get('/nowhere'));
    await vi.waitUntil(() => statuses().length === 2);
    client.socket.write(poll('epoch=e1&since=0&wait=0'));
    await answers(2);
    expect(statuses()).toEqual([200, 404, 200]);
  });

  it('may speak for another player each time, as behind a proxy', async () => {
    client.socket.write(poll('wait=0'));
    await answers(1);
    client.socket.write(poll('wait=0', headersOf('bob')));
    await answers(2);
    // as long as the valid names, but not a member
    client.socket.write(poll('wait=0', headersOf('eve')));
    await vi.waitUntil(() => statuses().length === 3);
    client.socket.write(poll('wait=0', headersOf('bob')));
    await answers(3);
    expect(statuses()).toEqual([200, 200, 404, 200]);
  });

  it('P46 is refused as soon as its origin is foreign', async () => {
    client.socket.write(poll('wait=0'));
    await answers(1);
    client.socket.write(poll('wait=0', { origin: 'https://evil.example' }));
    await vi.waitUntil(() => statuses().length === 2);
    expect(statuses()).toEqual([200, 403]);
  });

  it('P9 is refused as soon as its session has ended', async () => {
    client.socket.write(poll('wait=0'));
    await answers(1);
    server.sessions.end('ann');
    client.socket.write(poll('wait=0'));
    await vi.waitUntil(() => statuses().length === 2);
    expect(statuses()).toEqual([200, 401]);
  });

  it.each([
    ['a body', 'content-length: 5\r\n\r\nhello', /^$/],
    ['a body in chunks', 'transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n', /^$/],
    ['two lengths', 'content-length: 5\r\ncontent-length: 6\r\n\r\nhello', /400/],
    ['a length and chunks', 'content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n', /400/],
    ['a folded header', ' folded: line\r\n\r\n', /400/],
    ['a bare line feed', 'x-a: b\nx-c: d\r\n\r\n', /400|^$/],
  ])('answers a poll with %s once', async (_what, rest, refusal) => {
    client.socket.write(poll('wait=0').slice(0, -2) + rest);
    await vi.waitUntil(() => statuses().length > 0);
    expect(statuses()).toHaveLength(1);
    if (statuses()[0] !== 200) expect(String(statuses()[0])).toMatch(refusal);
  });

  it.each([1, 50])('costs little when it reads no answers, %i requests at a time', async (count) => {
    for (let i = 0; i < 100; i++) server.hub.publish({ filler: 'x'.repeat(1_000) });
    const requests = poll('epoch=e1&since=0&wait=0').repeat(count);
    client.socket.pause();
    let most = 0;
    // until the server accepts no more, or closes the connection
    while (client.socket.writableLength < 100_000 && !client.closed) {
      client.socket.write(requests);
      await new Promise(setImmediate);
      for (const socket of server.tcpSockets()) most = Math.max(most, socket.writableLength);
    }
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(512 * 1024);
  });

  it('P47 that goes with polls in line gives all of them back', async () => {
    client.socket.write(poll('epoch=e1&since=0&wait=30').repeat(40));
    await held(40);
    client.close();
    await held(0);
    const other = await TcpClient.connect(server.port);
    other.close();
  });

  it('is answered 431 when its headers are larger than 16 KB', async () => {
    client.socket.write(poll('wait=0', { cookie: `player=ann; junk=${'x'.repeat(17_000)}` }));
    await vi.waitUntil(() => statuses().length > 0);
    expect(statuses()).toEqual([431]);
  });

  it('that goes in the middle of a request leaves nothing', async () => {
    client.socket.write(poll('wait=0').slice(0, 40));
    client.close();
    const other = await TcpClient.connect(server.port);
    other.close();
    await vi.waitUntil(() => [...server.tcpSockets()].length === 0);
  });
});
