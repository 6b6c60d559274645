import { randomUUID } from 'node:crypto';
import { Redis, type RedisOptions } from 'ioredis';
import { Bus, Listeners } from './bus.js';

export interface RedisBusOptions {
  readonly url: string;
  /** Separates installations that share one Redis. */
  readonly prefix: string;
  /** Interval of the probe. The subscription is made again when two probes in a row do not return. */
  readonly probeMs?: number;
  readonly onListenerError: (channel: string, error: unknown) => void;
  readonly onTrouble: (message: string) => void;
}

const PROBE_MS = 2500;
const PATIENCE_MS = 2000;

/**
 * Bus over Redis pub/sub. A connection can look healthy and still deliver nothing, so the bus publishes a probe to
 * itself and subscribes again when the probe does not return.
 */
export class RedisBus extends Bus {
  private readonly publisher: Redis;
  private readonly subscriber: Redis;
  private readonly listeners: Listeners;
  private readonly probeChannel: string;
  private readonly probeMs: number;
  private readonly timer: NodeJS.Timeout;
  private sent = 0;
  private heard = 0;
  private heardAt = 0;
  private trouble = '';
  private closed = false;

  constructor(private readonly options: RedisBusOptions) {
    super();
    this.listeners = new Listeners(options.onListenerError);
    this.probeChannel = this.full(`probe:${randomUUID()}`);
    this.probeMs = options.probeMs ?? PROBE_MS;
    const shared: RedisOptions = {
      maxRetriesPerRequest: 0,
      enableOfflineQueue: false,
      autoResubscribe: false,
      connectTimeout: PATIENCE_MS,
      retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 4), 1000),
    };
    this.publisher = new Redis(options.url, { ...shared, commandTimeout: PATIENCE_MS });
    this.subscriber = new Redis(options.url, shared);
    this.publisher.on('error', (error) => this.complain(error.message));
    this.subscriber.on('error', (error) => this.complain(error.message));
    this.subscriber.on('message', (channel, message) => this.receive(channel, message));
    this.subscriber.on('ready', () => {
      void this.resubscribe();
    });
    this.timer = setInterval(() => {
      void this.probe();
    }, this.probeMs);
    this.timer.unref();
  }

  async publish(channel: string, message: string): Promise<void> {
    if (this.publisher.status !== 'ready') return;
    try {
      await this.publisher.publish(this.full(channel), message);
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
    }
  }

  async subscribe(channel: string, onMessage: (message: string) => void): Promise<() => Promise<void>> {
    const own = (message: string): void => onMessage(message);
    this.listeners.add(channel, own);
    await this.ready();
    if (this.subscriber.status === 'ready') await this.quietly(this.subscriber.subscribe(this.full(channel)));
    return async () => {
      const last = this.listeners.remove(channel, own);
      if (last && this.subscriber.status === 'ready') {
        await this.quietly(this.subscriber.unsubscribe(this.full(channel)));
      }
    };
  }

  async serverVersion(): Promise<string | null> {
    if (this.publisher.status !== 'ready') return null;
    try {
      const facts = await this.publisher.info('server');
      return /^redis_version:(\S+)/m.exec(facts)?.[1] ?? null;
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
      return null;
    }
  }

  async check(): Promise<string | null> {
    if (this.closed) return 'closed';
    if (this.publisher.status !== 'ready' || this.subscriber.status !== 'ready') {
      return this.trouble === '' ? `Redis is ${this.subscriber.status}` : `Redis: ${this.trouble}`;
    }
    if (this.heardAt === 0) await this.probe();
    const silentMs = performance.now() - this.heardAt;
    return silentMs > 3 * this.probeMs ? 'published messages do not come back from Redis' : null;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    this.listeners.clear();
    this.publisher.disconnect();
    this.subscriber.disconnect();
  }

  private full(channel: string): string {
    return `${this.options.prefix}:${channel}`;
  }

  private receive(channel: string, message: string): void {
    if (channel === this.probeChannel) {
      this.heard = Math.max(this.heard, Number(message));
      this.heardAt = performance.now();
      return;
    }
    this.listeners.deliver(channel.slice(this.options.prefix.length + 1), message);
  }

  /**
   * Publishes a probe to itself. Two probes without an echo mean that the subscription is dead, whatever its socket
   * reports.
   */
  private async probe(): Promise<void> {
    if (this.subscriber.status !== 'ready' || this.publisher.status !== 'ready') return;
    if (this.sent - this.heard >= 2) {
      this.complain('the subscription receives nothing: subscribing again');
      this.heard = this.sent;
      this.subscriber.disconnect(true);
      return;
    }
    this.sent += 1;
    try {
      const receivers = await this.publisher.publish(this.probeChannel, String(this.sent));
      if (receivers === 0) await this.resubscribe();
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
    }
  }

  private async resubscribe(): Promise<void> {
    const channels = [this.probeChannel, ...this.listeners.channels().map((channel) => this.full(channel))];
    await this.quietly(this.subscriber.subscribe(...channels));
    this.trouble = '';
    await this.probe();
  }

  /** Resolves when both connections work, or after `PATIENCE_MS`: Redis may be down when the server starts. */
  private async ready(): Promise<void> {
    const until = performance.now() + PATIENCE_MS;
    while (
      performance.now() < until &&
      (this.subscriber.status !== 'ready' || this.publisher.status !== 'ready')
    ) {
      if (this.subscriber.status === 'end' || this.trouble !== '') return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  private async quietly(work: Promise<unknown>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.complain(error instanceof Error ? error.message : String(error));
    }
  }

  private complain(message: string): void {
    if (message === this.trouble) return;
    this.trouble = message;
    this.options.onTrouble(message);
  }
}
