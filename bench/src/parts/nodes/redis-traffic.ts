import type { PrivateRedis } from '@sunday-live/testing';
import { Redis } from 'ioredis';
import { z } from 'zod';

const countSchema = z.tuple([z.string(), z.number()]);

/** Messages that a Redis received on its channels, and the copies that it delivered. */
export interface RedisTraffic {
  readonly published: number;
  /** Bytes of the messages, each once. */
  readonly toldBytes: number;
  /** The same, as often as there were subscribers. */
  readonly deliveredBytes: number;
}

/** Subscribes to every channel of a Redis, beside the real subscribers. */
export class RedisListener {
  private readonly redis: Redis;
  private told = new Map<string, { messages: number; bytes: number }>();

  private constructor(private readonly asked: PrivateRedis) {
    this.redis = new Redis(asked.url);
    this.redis.on('pmessage', (_pattern: string, channel: string, message: string) => {
      const { messages, bytes } = this.told.get(channel) ?? { messages: 0, bytes: 0 };
      this.told.set(channel, { messages: messages + 1, bytes: bytes + Buffer.byteLength(message) });
    });
  }

  static async start(redis: PrivateRedis): Promise<RedisListener> {
    const listener = new RedisListener(redis);
    await listener.redis.psubscribe('*');
    return listener;
  }

  /** What came since the last call, on channels whose name ends so. */
  async take(channelEnd: string): Promise<RedisTraffic> {
    const told = [...this.told].filter(([channel]) => channel.endsWith(channelEnd));
    this.told = new Map();
    let traffic: RedisTraffic = { published: 0, toldBytes: 0, deliveredBytes: 0 };
    for (const [channel, { messages, bytes }] of told) {
      const [, subscribers] = countSchema.parse(await this.asked.command('PUBSUB', 'NUMSUB', channel));
      traffic = {
        published: traffic.published + messages,
        toldBytes: traffic.toldBytes + bytes,
        deliveredBytes: traffic.deliveredBytes + bytes * subscribers,
      };
    }
    return traffic;
  }

  async stop(): Promise<void> {
    this.redis.disconnect();
  }
}
