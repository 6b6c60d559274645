import { longPollQuerySchema, subscribeSchema, unsubscribeSchema } from '@sunday-live/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PollLines, parseHeaders } from './long-poll/poll-request.js';
import { headersOf, type LiveServer, startLiveServer } from './testing/live-server.js';
import { PollClient } from './testing/poll-client.js';
import { RawClient } from './testing/raw-client.js';
import { SocketClient } from './testing/socket-client.js';

const SLOW_MACHINE_MS = 120_000;
const NAMES = ['league', 'epoch', 'since', 'wait'] as const;
const value = fc.oneof(
  fc.constantFrom(
    'e1',
    'L1',
    '0',
    '7',
    '25',
    '31',
    '-1',
    '1.5',
    '1e3',
    '',
    '0x10',
    '%00',
    '__proto__',
    '9'.repeat(30),
  ),
  fc.string({ maxLength: 80 }),
);
const thing = fc.oneof(value, fc.integer(), fc.double(), fc.constant(null), fc.jsonValue({ maxDepth: 2 }));

describe('P13 laws: what sockets may say', () => {
  const input = fc.oneof(
    fc.jsonValue(),
    fc.dictionary(
      fc.oneof(fc.constantFrom(...NAMES, '__proto__', 'admin'), fc.string({ maxLength: 8 })),
      thing,
    ),
  );

  it(
    'passes only as a league and a position, without a field more',
    () => {
      fc.assert(
        fc.property(input, (body) => {
          const parsed = subscribeSchema.safeParse(body);
          if (parsed.success) {
            const { league, epoch, since, ...rest } = parsed.data;
            expect(rest).toEqual({});
            expect(league.length > 0 && league.length <= 64).toBe(true);
            expect(epoch === undefined || epoch.length <= 64).toBe(true);
            expect(since === undefined || (Number.isSafeInteger(since) && since >= 0)).toBe(true);
          }
          if (unsubscribeSchema.safeParse(body).success)
            expect(Object.keys(Object(body))).toEqual(['league']);
        }),
        { numRuns: 5_000 },
      );
    },
    SLOW_MACHINE_MS,
  );
});

describe('P45 laws: the parameters of a poll', () => {
  const target = fc
    .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 6 })), value), {
      maxLength: 4,
    })
    .map((pairs) => `/api/leagues/L1/live?${pairs.map((pair) => pair.join('=')).join('&')}`);

  it(
    'the fast path takes a line only as the ordinary route would understand it',
    () => {
      const lines = new PollLines();
      fc.assert(
        fc.property(target, (path) => {
          const parsed = lines.parse(`GET ${path} HTTP/1.1`);
          if (parsed === null) return;
          const url = new URL(path, 'http://localhost');
          expect(parsed.query).toEqual(longPollQuerySchema.parse(Object.fromEntries(url.searchParams)));
          const { since, wait } = parsed.query;
          expect(since === undefined || (Number.isSafeInteger(since) && since >= 0)).toBe(true);
          expect(wait >= 0 && wait <= 30).toBe(true);
        }),
        { numRuns: 5_000 },
      );
    },
    SLOW_MACHINE_MS,
  );

  it(
    'bytes of any kind are no poll, or a poll in every character',
    () => {
      const lines = new PollLines();
      const near = fc.tuple(fc.nat(60), fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }));
      fc.assert(
        fc.property(near, ([at, noise]) => {
          const line = 'GET /api/leagues/everyone/live?epoch=e1&since=12 HTTP/1.1';
          const spoilt = `${line.slice(0, at)}${noise}${line.slice(at)}`;
          const parsed = lines.parse(spoilt);
          if (parsed !== null)
            expect(spoilt).toMatch(/^GET \/api\/leagues\/[\w-]+\/live(\?[\w.=&-]*)? HTTP\/1\.1$/);
        }),
        { numRuns: 5_000 },
      );
    },
    SLOW_MACHINE_MS,
  );

  it(
    'headers that could hide a second request are left to the ordinary server',
    () => {
      const line = fc.oneof(
        fc.constantFrom(
          'Content-Length: 5',
          'Transfer-Encoding: chunked',
          'Cookie: a=1',
          ' folded',
          'X: a\rY: b',
        ),
        fc.string({ unit: 'binary', maxLength: 20 }),
      );
      fc.assert(
        fc.property(fc.array(line, { maxLength: 4 }), (more) => {
          const headers = parseHeaders(['Host: a', ...more].join('\r\n'));
          if (headers === null) return;
          expect(headers).not.toHaveProperty('content-length');
          expect(headers).not.toHaveProperty('transfer-encoding');
          for (const text of Object.values(headers)) expect(text).toMatch(/^[\t\x20-\x7e]*$/);
        }),
        { numRuns: 5_000 },
      );
    },
    SLOW_MACHINE_MS,
  );
});

describe('the live server among hostile clients', () => {
  let server: LiveServer;
  beforeAll(async () => {
    server = await startLiveServer({ rateLimits: false });
    server.hub.league('L1', 'ann', 'bob');
  });
  afterAll(() => server.close());

  const packet = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .tuple(
        fc.constantFrom('42/live,', '42/live,1', '43/live,', '451-/live,', '40/live,', '4', '1'),
        fc.json(),
      )
      .map((parts) => parts.join('')),
    fc.jsonValue({ maxDepth: 2 }).map((body) => `42/live,3["subscribe",${JSON.stringify(body)}]`),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );

  it(
    'P13 hundreds of packets made up at random do not disturb who behaves',
    async () => {
      const bob = await SocketClient.connect(server, 'bob');
      await bob.ask('subscribe', { league: 'L1' });
      const packets = fc.sample(packet, 800);
      for (let from = 0; from < packets.length; from += 20) {
        const ann = await RawClient.join(server, 'ann');
        for (const each of packets.slice(from, from + 20)) if (!ann.closed) ann.ws.send(each);
        ann.close();
      }
      const before = bob.of('delta').length;
      server.hub.publish();
      await vi.waitUntil(() => bob.of('delta').length > before);
      expect(await bob.ask('unsubscribe', { league: 'L1' })).toEqual({ ok: true });
      bob.close();
    },
    SLOW_MACHINE_MS,
  );

  it(
    'P45 polls with parameters made up at random are answered, or refused as invalid',
    async () => {
      const ann = new PollClient(server.port, headersOf('ann'));
      const query = fc
        .array(fc.tuple(fc.constantFrom('epoch', 'since', 'wait'), value), { maxLength: 3 })
        .map((pairs) => pairs.map(([name, text]) => `${name}=${encodeURIComponent(text)}`).join('&'));
      for (const each of fc.sample(query, 300)) {
        const { status } = await ann.poll('L1', `${each}&wait=0`);
        expect([200, 422], each).toContain(status);
      }
      ann.close();
    },
    SLOW_MACHINE_MS,
  );
});
