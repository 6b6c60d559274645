import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientFrame, heapBytes, LiveClient, randomFrom, upgradeRequest } from '@sunday-live/testing';
import { memoryBytes } from '../harness/cpu.js';
import { Scratch } from '../harness/scratch.js';
import { until } from '../harness/until.js';
import { atMost, type Figure } from '../report/figure.js';
import { type Deployment, deploy } from '../system/deployment.js';
import type { Part } from './part.js';

const ATTACKERS = 100;
const WARM_MS = 15_000;
const ATTACK_MS = 60_000;
const QUICK_ATTACK_MS = 10_000;
const GONE_WITHIN_MS = 30_000;
const MOST_PAUSE_MS = 50;
const MIB = 1_048_576;

/**
 * Hostile clients for a minute: connections opened and closed at every stage, garbage instead of a handshake, frames of all kinds and
 * sizes, players who never read. Fails when the server does not answer afterwards, or when it disconnects a well-behaved client.
 */
export const attackPart: Part = {
  name: 'attack',
  run: ({ quick, say }) =>
    Scratch.use(async (scratch) => {
      const attackMs = quick ? QUICK_ATTACK_MS : ATTACK_MS;
      const deployment = await deploy(scratch, {
        players: ATTACKERS,
        cards: ATTACKERS,
        pollMs: 60_000,
        inspectable: true,
      });
      const { web, cookies, origin, league } = deployment;
      const inspector = await web.inspector();
      let cutOff = false;
      const guest = await LiveClient.open({
        port: web.port,
        cookie: cookies[0] ?? '',
        origin,
        league,
        onEvent: () => undefined,
      });
      scratch.keep(guest);
      void guest.closed.then(() => {
        cutOff = true;
      });
      say(`attack: ${ATTACKERS} hostile clients for ${attackMs / 1_000} s`);
      // permanent effects of a first storm (compiled code, pools) do not count as growth
      await attack(deployment, WARM_MS);
      const before = await atRest(deployment, inspector);
      const { made, mostBytes } = await attack(deployment, attackMs);
      if (cutOff) throw new Error('a client that behaves was cut off');
      const after = await atRest(deployment, inspector);
      const what = `${ATTACKERS} hostile clients for ${attackMs / 1_000} s`;
      return [
        {
          what: `${what}: heap that they leave`,
          unit: 'MiB',
          ours: Math.max(0, after.heap - before.heap) / MIB,
          baseline: null,
          target: atMost(4),
          note: `${made.toLocaleString('en-US')} connections; a client that behaves stayed connected`,
        },
        {
          what: `${what}: most memory meanwhile, over that at rest`,
          unit: 'MiB',
          ours: (mostBytes - before.resident) / MIB,
          baseline: null,
          target: atMost(128),
        },
      ] satisfies Figure[];
    }),
};

/** Heap and memory when only the well-behaved client is still connected. */
async function atRest({ web }: Deployment, inspector: string): Promise<{ heap: number; resident: number }> {
  await until(
    'the attackers to be gone',
    GONE_WITHIN_MS,
    async () => (await web.metric('live_connections')) === 1,
  );
  return { heap: await heapBytes(inspector), resident: await memoryBytes(web.pid) };
}

/** Attacks for the given time. @returns connections made, and the most memory that the server had */
async function attack(deployment: Deployment, ms: number): Promise<{ made: number; mostBytes: number }> {
  const end = performance.now() + ms;
  let made = 0;
  let mostBytes = 0;
  const attacker = async (_: unknown, i: number): Promise<void> => {
    const random = randomFrom(i + 1);
    while (performance.now() < end) {
      made += 1;
      await strike(deployment, i, random);
    }
  };
  const look = async (): Promise<void> => {
    while (performance.now() < end) {
      mostBytes = Math.max(mostBytes, await memoryBytes(deployment.web.pid));
      await sleep(MOST_PAUSE_MS * 5);
    }
  };
  await Promise.all([look(), ...Array.from({ length: ATTACKERS }, attacker)]);
  return { made, mostBytes };
}

/** One hostile connection, from beginning to end. */
async function strike(
  { web, cookies, origin, league }: Deployment,
  i: number,
  random: () => number,
): Promise<void> {
  const socket = connect(web.port, '127.0.0.1');
  socket.on('error', () => undefined);
  if (random() < 0.5) socket.resume();
  const pause = () => sleep(random() * MOST_PAUSE_MS);
  try {
    await once(socket, 'connect');
    if (random() < 0.2) socket.write(randomBytes(1 + Math.floor(random() * 4_000)));
    if (random() < 0.1)
      socket.write(`GET /api/leagues/${league}/live?wait=30 HTTP/1.1\r\nHost: a\r\nX: ${'y'.repeat(9_000)}`);
    const cookie = (random() < 0.8 ? cookies[i % cookies.length] : undefined) ?? 'none';
    socket.write(upgradeRequest({ port: web.port, origin, cookie, compression: random() < 0.5 }));
    await pause();
    socket.write(clientFrame('40/live,'));
    for (let n = Math.floor(random() * 12); n > 0 && !socket.destroyed; n -= 1) {
      socket.write(clientFrame(packet(league, random), random() < 0.1 ? 0xc1 : 0x81));
      if (random() < 0.3) await pause();
    }
  } catch {
    // cut off, as expected
  } finally {
    if (random() < 0.5) socket.end();
    socket.destroy();
  }
}

function packet(league: string, random: () => number): string | Buffer {
  const kinds: readonly (() => string | Buffer)[] = [
    () => `42/live,1["subscribe",{"league":"${league}"}]`,
    () => `42/live,2["subscribe",{"league":"${randomBytes(8).toString('hex')}","since":-1}]`,
    () => `42/live,3["unsubscribe",{"league":"${league}"}]`,
    () => `42/live,4["${randomBytes(6).toString('hex')}",${'['.repeat(200)}${']'.repeat(200)}]`,
    () => '451-/live,["x",{"_placeholder":true,"num":0}]',
    () => '43/live,999999999[]',
    () => randomBytes(Math.floor(random() * 600)),
    () => 'z'.repeat(Math.floor(random() * 40_000)),
    () => '2probe',
    () => '41/live,',
  ];
  return kinds[Math.floor(random() * kinds.length)]?.() ?? '';
}
