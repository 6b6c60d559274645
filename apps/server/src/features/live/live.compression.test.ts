import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LiveServer, startLiveServer } from './testing/live-server.js';
import { RawClient } from './testing/raw-client.js';

const LEAGUES = ['L1', 'L2'];
/** Offers of clients: nothing, compression as browsers do it, and compression without context. */
const OFFERS = [false, true, { serverNoContextTakeover: true }];

let server: LiveServer;
const open: RawClient[] = [];

beforeAll(async () => {
  server = await startLiveServer({ rateLimits: false });
  for (const league of LEAGUES) server.hub.league(league, 'ann');
});

afterAll(() => server.close());

async function join(offer: boolean | object): Promise<RawClient> {
  const client = await RawClient.join(server, 'ann', offer);
  open.push(client);
  return client;
}

function leave(): void {
  for (const client of open.splice(0)) client.close();
}

/** A frame with the size and repetition of a score's frame. */
function rows(step: number): object {
  return { rows: Array.from({ length: 80 }, (_, n) => [n, (n * 7919 + step * 31) % 97, (n * 31) % 89]) };
}

describe('compressed frames', () => {
  it('P23 refer to the frames before them for those who got these, and are much smaller then', async () => {
    const clients = await Promise.all(OFFERS.map(join));
    for (const client of clients) await client.subscribe('L1');
    const publish = async (step: number) => {
      server.hub.publish(rows(step));
      const { position } = server.hub.status();
      await vi.waitUntil(() => clients.every((client) => client.of('delta').at(-1)?.seq === position.seq), {
        timeout: 10_000,
      });
    };
    for (let step = 0; step < 5; step += 1) await publish(step);
    const before = clients.map(({ bytes }) => bytes);
    await publish(2);
    const [plain = 0, context = 0, single = 0] = clients.map(({ bytes }, i) => bytes - (before[i] ?? 0));
    expect(single).toBeLessThan(plain * 0.6);
    expect(context).toBeLessThan(single / 3);
    leave();
  });

  it('P23 law: everybody reads the same, whatever they offered, and whenever they came, left or watched something else', async () => {
    const client = fc.nat(OFFERS.length - 1);
    const action = fc.oneof(
      { weight: 4, arbitrary: fc.record({ publish: fc.nat(5) }) },
      { weight: 1, arbitrary: fc.record({ join: client, league: fc.constantFrom(...LEAGUES) }) },
      { weight: 1, arbitrary: fc.record({ again: fc.nat(9), league: fc.constantFrom(...LEAGUES) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 10, maxLength: 30 }), async (actions) => {
        const first = await Promise.all(OFFERS.map(join));
        for (const each of first) await each.subscribe('L1');
        const since = server.hub.status().position.seq;
        const told: string[] = [];
        for (const step of actions) {
          if ('publish' in step) {
            const extra = step.publish === 0 ? {} : rows(step.publish);
            server.hub.publish(extra);
            told.push(JSON.stringify(extra));
          } else if ('join' in step) {
            await (await join(OFFERS[step.join] ?? false)).subscribe(step.league);
          } else {
            await open[step.again % open.length]?.subscribe(step.league);
          }
        }
        const { seq } = server.hub.status().position;
        for (const each of first) {
          const deltas = () =>
            each.of('delta').filter((delta) => delta.league === 'L1' && Number(delta.seq) > since);
          await vi.waitUntil(() => deltas().length === told.length, { timeout: 10_000 });
          expect(
            deltas().map(({ rows: sent }) => JSON.stringify(sent === undefined ? {} : { rows: sent })),
          ).toEqual(told);
          expect(deltas().at(-1)?.seq ?? seq).toBe(seq);
        }
        expect(open.some((each) => each.closed)).toBe(false);
        leave();
      }),
      { numRuns: 8 },
    );
  }, 30_000);
});
