import { parse } from 'node:querystring';
import { longPollQuerySchema, subscribeSchema, unsubscribeSchema } from '@sunday-live/contract';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
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
    'P13 hundreds of random packets do not disturb correct clients',
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
        .array(fc.tuple(fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 6 })), value), {
          maxLength: 3,
        })
        .map((pairs) => new URLSearchParams([...pairs, ['wait', '0']]).toString());
      for (const each of fc.sample(query, 300)) {
        const { status } = await ann.poll('L1', each);
        const understood = longPollQuerySchema.safeParse(parse(each)).success;
        expect(status, each).toBe(understood ? 200 : 422);
      }
      ann.close();
    },
    SLOW_MACHINE_MS,
  );
});
