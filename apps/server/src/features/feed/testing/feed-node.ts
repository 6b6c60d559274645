import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import type { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { type Config, readConfig } from '../../../config/config.js';
import { entities } from '../../../entities.js';
import { Bus, FEED_CHANNEL } from '../../../platform/bus/bus.js';
import { Log } from '../../../platform/logging/log.module.js';
import { platformModule } from '../../../platform/platform.module.js';
import { AuthModule } from '../../auth/auth.module.js';
import { FeedModule } from '../feed.module.js';
import { FeedTurns } from '../feed-turns.js';
import { ScoreFeed } from '../score-feed.js';

@Module({})
class FeedNodeModule {}

export interface FeedNode {
  readonly app: INestApplicationContext;
  readonly config: Config;
  readonly queue: Queue;
  readonly turns: FeedTurns;
  /** Every state published on the bus since the start, with the time of its arrival (epoch ms). */
  readonly heard: { at: number; state: string; asOf: string | null }[];
  close(): Promise<void>;
}

/**
 * A worker with the real platform (database, bus, queue) and the feed, in this process; no HTTP.
 * @param scoreFeed replaces the product's feed
 */
export async function startFeedNode(
  databaseUrl: string,
  feed: Partial<Config['feed']>,
  more: Partial<Config> = {},
  scoreFeed?: ScoreFeed,
): Promise<FeedNode> {
  const base = readConfig({
    SESSION_SECRET: 'a secret that only tests use',
    LOG_LEVEL: 'fatal',
    ROLE: 'worker',
  });
  const config: Config = { ...base, databaseUrl, ...more, feed: { ...base.feed, ...feed } };
  const imports = [platformModule(config, databaseUrl, entities), AuthModule, FeedModule];
  const app =
    scoreFeed === undefined
      ? await NestFactory.createApplicationContext({ module: FeedNodeModule, imports }, { bufferLogs: true })
      : await Test.createTestingModule({ imports })
          .overrideProvider(ScoreFeed)
          .useValue(scoreFeed)
          .compile()
          .then((module) => module.init());
  app.useLogger(app.get(Log));
  const heard: FeedNode['heard'] = [];
  await app.get(Bus).subscribe(FEED_CHANNEL, (message) => {
    heard.push({ at: Date.now(), ...JSON.parse(message) });
  });
  return {
    app,
    config,
    heard,
    queue: app.get<Queue>('BullQueue_poll-feed', { strict: false }),
    turns: app.get(FeedTurns),
    close: () => app.close(),
  };
}

/** Waits until the condition holds. @throws with the last value when it does not hold within the limit */
export async function waitFor<T>(
  read: () => T | Promise<T>,
  holds: (value: T) => boolean,
  limitMs = 45_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const value = await read();
    if (holds(value)) return value;
    if (performance.now() > end) throw new Error(`not within ${limitMs} ms; last: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Removes the keys of the node's queues from Redis. */
export async function dropQueues({ config, queue }: FeedNode): Promise<void> {
  if (config.redisUrl === null) return;
  const redis = new Redis(config.redisUrl);
  try {
    const keys = await redis.keys(`${queue.opts.prefix}:*`);
    if (keys.length > 0) await redis.del(...keys);
  } finally {
    redis.disconnect();
  }
}
