import { randomUUID } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { hasRedisServer, type PrivateRedis, privateRedis } from '@sunday-live/testing';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../testing/until.js';
import { type Bus, InProcessBus } from './bus.js';
import { RedisBus } from './redis.bus.js';

const open: Bus[] = [];
const errors: unknown[] = [];
const kept = <T extends Bus>(bus: T): T => {
  open.push(bus);
  return bus;
};
afterEach(async () => {
  for (const bus of open.splice(0)) await bus.close();
  errors.length = 0;
});

const onListenerError = (_channel: string, error: unknown): void => {
  errors.push(error);
};
const redisBus = (url: string, prefix: string, probeMs = 200): RedisBus =>
  kept(new RedisBus({ url, prefix, probeMs, onListenerError, onTrouble: () => undefined }));

/** Every adapter must pass these tests. */
function contract(make: () => Promise<Bus>): void {
  it('delivers to every subscriber of the channel, in order, and to no other', async () => {
    const bus = await make();
    const [one, two, other]: [string[], string[], string[]] = [[], [], []];
    await bus.subscribe('a', (message) => one.push(message));
    await bus.subscribe('a', (message) => two.push(message));
    await bus.subscribe('b', (message) => other.push(message));
    for (let n = 0; n < 50; n += 1) await bus.publish('a', String(n));
    await bus.publish('b', 'end');
    await until(() => other.length === 1 && one.length === 50 && two.length === 50);
    const inOrder = Array.from({ length: 50 }, (_, n) => String(n));
    expect([one, two, other]).toEqual([inOrder, inOrder, ['end']]);
  });

  it('stops delivering to a listener that unsubscribed, and only to that one', async () => {
    const bus = await make();
    const [left, stayed]: [string[], string[]] = [[], []];
    const leave = await bus.subscribe('a', (message) => left.push(message));
    await bus.subscribe('a', (message) => stayed.push(message));
    await leave();
    await leave();
    await bus.publish('a', 'late');
    await until(() => stayed.length === 1);
    expect(left).toEqual([]);
  });

  it('survives a listener that throws', async () => {
    const bus = await make();
    const heard: string[] = [];
    await bus.subscribe('a', () => {
      throw new Error('mine');
    });
    await bus.subscribe('a', (message) => heard.push(message));
    await bus.publish('a', '1');
    await bus.publish('a', '2');
    await until(() => heard.length === 2);
    expect(errors).toHaveLength(2);
  });

  it('delivers after the event-loop turn in which the message was published', async () => {
    const bus = await make();
    let inTurn = true;
    let heardInTurn: boolean | null = null;
    await bus.subscribe('a', () => {
      heardInTurn = inTurn;
    });
    const published = bus.publish('a', '1');
    inTurn = false;
    await published;
    await until(() => heardInTurn !== null);
    expect(heardInTurn).toBe(false);
  });

  it('is healthy until it is closed', async () => {
    const bus = await make();
    await until(async () => (await bus.check()) === null);
    await bus.close();
    expect(await bus.check()).not.toBeNull();
    await bus.publish('a', 'into nothing');
  });
}

describe('the bus in a process', () => {
  contract(async () => kept(new InProcessBus(onListenerError)));
});

describe.skipIf(!hasRedisServer)('the bus over Redis', () => {
  let redis: PrivateRedis;
  beforeAll(async () => {
    redis = await privateRedis();
  });
  afterAll(() => redis.stop());

  contract(async () => redisBus(redis.url, randomUUID()));

  it('reaches other nodes of the installation, and no other installation', async () => {
    const prefix = randomUUID();
    const [here, there, stranger] = [
      redisBus(redis.url, prefix),
      redisBus(redis.url, prefix),
      redisBus(redis.url, randomUUID()),
    ];
    const heard: string[] = [];
    const foreign: string[] = [];
    await there.subscribe('a', (message) => heard.push(message));
    await stranger.subscribe('a', (message) => foreign.push(message));
    await here.publish('a', 'hello');
    await until(() => heard.length === 1);
    expect(foreign).toEqual([]);
  });

  it('is heard again after its subscription was killed', async () => {
    const bus = redisBus(redis.url, randomUUID());
    const heard: string[] = [];
    await bus.subscribe('a', (message) => heard.push(message));
    await redis.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await until(async () => {
      await bus.publish('a', 'again');
      return heard.length > 0;
    }, 10_000);
  });

  it('notices within ten seconds that nothing comes back any more, and subscribes again, unlike a plain subscription', async () => {
    const wall = await deafProxy(redis.url);
    const plain = new Redis(wall.url);
    try {
      let heardPlainly = 0;
      plain.on('message', () => {
        heardPlainly += 1;
      });
      await plain.subscribe('plain');
      // the interval of production, because the detection time depends on it
      const bus = redisBus(wall.url, randomUUID(), 2500);
      const heard: string[] = [];
      await bus.subscribe('a', (message) => heard.push(message));
      await until(async () => (await bus.check()) === null);
      await redis.command('PUBLISH', 'plain', 'before');
      await until(() => heardPlainly === 1);
      wall.swallowAnswers();
      await bus.publish('a', 'lost');
      const since = Date.now();
      await until(() => wall.connectionsSince() > 0, 12_000);
      expect(Date.now() - since).toBeLessThan(10_000);
      await until(async () => {
        await bus.publish('a', 'again');
        return heard.includes('again');
      });
      await until(async () => (await bus.check()) === null);
      // control: without the probe the connection looks healthy, but receives nothing
      await redis.command('PUBLISH', 'plain', 'after');
      expect([plain.status, heardPlainly]).toEqual(['ready', 1]);
    } finally {
      plain.disconnect();
      wall.close();
    }
  });

  it('publishes without throwing or waiting while Redis is gone, keeps nothing, and works again after', async () => {
    const bus = redisBus(redis.url, randomUUID());
    const heard: string[] = [];
    await bus.subscribe('a', (message) => heard.push(message));
    await redis.stop();
    await until(async () => (await bus.check()) !== null);
    const since = Date.now();
    for (let n = 0; n < 10_000; n += 1) await bus.publish('a', 'lost');
    expect(Date.now() - since).toBeLessThan(5000);
    await redis.start();
    await until(async () => (await bus.check()) === null);
    await until(async () => {
      await bus.publish('a', 'again');
      return heard.includes('again');
    });
    expect(heard).not.toContain('lost');
  });

  it('can be made, subscribed to and published on before Redis is there', async () => {
    await redis.stop();
    const bus = redisBus(redis.url, randomUUID());
    const heard: string[] = [];
    await bus.subscribe('a', (message) => heard.push(message));
    await bus.publish('a', 'lost');
    expect(await bus.check()).toMatch(/Redis/);
    await redis.start();
    await until(async () => {
      await bus.publish('a', 'again');
      return heard.includes('again');
    });
  });
});

/**
 * Forwards connections between the bus and Redis. After `swallowAnswers`, open connections accept everything and answer
 * nothing.
 */
async function deafProxy(target: string) {
  const { port } = new URL(target);
  const sockets = new Set<Socket>();
  const pairs: { client: Socket; upstream: Socket }[] = [];
  let since = 0;
  let counting = false;
  const server: Server = createServer((client) => {
    const upstream = connect(Number(port), '127.0.0.1');
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }
    client.on('close', () => upstream.destroy());
    client.pipe(upstream);
    upstream.pipe(client);
    pairs.push({ client, upstream });
    if (counting) since += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `redis://127.0.0.1:${address.port}`,
    connectionsSince: () => since,
    /**
     * Affects only the subscriber. The publisher, which connects first, keeps working, so publishing succeeds but
     * nothing is received.
     */
    swallowAnswers: () => {
      counting = true;
      for (const { client, upstream } of pairs.slice(1)) {
        upstream.unpipe(client);
        upstream.resume();
      }
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
