import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LiveMetrics } from './live-metrics.js';
import { LiveSessions } from './live-sessions.js';
import { headersOf, type LiveServer, startLiveServer } from './testing/live-server.js';
import { PollClient } from './testing/poll-client.js';
import { TcpClient } from './testing/raw-client.js';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('what a node keeps of sessions does not grow with what clients send', () => {
  let server: LiveServer;
  afterEach(() => server.close());
  const sessions = () => server.app.get(LiveSessions);
  /** Makes a cookie header with 15 KB of other cookies, different each time. */
  const cookieOf = (player: string, i: number) => `player=${player}; junk=${i}${'x'.repeat(15_000)}`;

  it('X20 a thousand cookies of one player are one entry of some bytes', async () => {
    server = await startLiveServer();
    server.hub.league('L1', 'ann');
    const client = (i: number) =>
      new PollClient(server.port, { ...headersOf('ann'), cookie: cookieOf('ann', i) });
    for (let i = 0; i < 1_000; i++) {
      const each = client(i);
      expect((await each.poll('L1', 'wait=0')).status).toBe(200);
      each.close();
    }
    expect(sessions().remembered.entries).toBe(1);
    expect(sessions().remembered.bytes).toBeLessThan(300);
    expect(server.sessions.lookUps).toBe(1);
  });

  it('X20 keeps the session and not the headers that it came with', async () => {
    server = await startLiveServer();
    const before = heap();
    for (let i = 0; i < 1_000; i++) {
      // a text from the wire is one flat string; a concatenation in a test would not be
      const cookie = Buffer.from(cookieOf(`a-player-with-a-long-name-${i}`, i)).toString();
      expect(await sessions().find({ cookie })).not.toBeNull();
    }
    expect(sessions().remembered.entries).toBe(1_000);
    expect(sessions().remembered.bytes).toBeLessThan(300_000);
    expect(heap() - before).toBeLessThan(3_000_000);
  });

  it('X20 keeps nothing of cookies that nobody signed', async () => {
    server = await startLiveServer();
    vi.spyOn(server.sessions, 'verify').mockReturnValue(null);
    for (let i = 0; i < 1_000; i++) {
      expect(await sessions().find({ cookie: `player=p${i}` })).toBeNull();
    }
    expect(sessions().remembered).toEqual({ entries: 0, bytes: 0 });
    expect(server.sessions.lookUps).toBe(0);
  });

  it('X21 looks one session up at a bounded rate, however often it asks', async () => {
    server = await startLiveServer({ rateLimits: true });
    server.sessions.signedOut.add('s-ann');
    const ann = new PollClient(server.port, headersOf('ann'));
    const statuses = new Set<number>();
    for (let i = 0; i < 100; i++) statuses.add((await ann.poll('L1', 'wait=0')).status);
    ann.close();
    expect([...statuses].sort()).toEqual([401, 429]);
    expect(server.sessions.lookUps).toBeLessThan(60);
  });

  it('X21 P45 a player beyond the rate costs no look at the membership', async () => {
    server = await startLiveServer({ rateLimits: true });
    server.hub.league('L1', 'bob');
    const asked = vi.spyOn(server.hub, 'strangers');
    const ann = new PollClient(server.port, headersOf('ann'));
    const statuses = new Set<number>();
    for (let i = 0; i < 150; i++) statuses.add((await ann.poll('L1', 'wait=0')).status);
    ann.close();
    expect([...statuses].sort()).toEqual([404, 429]);
    expect(asked.mock.calls.length).toBeLessThan(120);
  });

  it('X20 a connection that has polled keeps nothing of its headers', async () => {
    server = await startLiveServer();
    server.hub.league('L1', 'ann');
    const lines = Object.entries(headersOf('ann')).filter(([name]) => name !== 'cookie');
    const open = async (i: number) => {
      const client = await TcpClient.connect(server.port);
      const cookie = Buffer.from(cookieOf('ann', i)).toString();
      client.socket.write(
        `GET /api/leagues/L1/live?wait=0 HTTP/1.1\r\nhost: localhost\r\ncookie: ${cookie}\r\n` +
          `${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
      );
      await vi.waitUntil(() => client.text.includes('"head"'), { timeout: 10_000 });
      return client;
    };
    const first = await open(0);
    const before = heap();
    const clients = await Promise.all(Array.from({ length: 200 }, (_, i) => open(i + 1)));
    const counts = server.app.get(LiveMetrics).transports.get('long-poll');
    expect(counts?.connections()).toBe(0);
    // both ends of 200 connections are in this process; their headers alone would be 3 MB
    expect(heap() - before).toBeLessThan(200 * 12_000);
    for (const each of [first, ...clients]) each.close();
  });
});
