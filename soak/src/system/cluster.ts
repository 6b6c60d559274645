import {
  ORIGIN,
  type OwnDatabase,
  ownDatabase,
  type PrivateRedis,
  privateRedis,
  type TcpProxy,
  tcpProxy,
} from '@sunday-live/testing';
import { Member } from './member.js';

const WEB_NODES = 3;
const WORKERS = 2;
const FEED_INTERVAL_MS = '200';
const FEED_TIMEOUT_MS = '1000';
export const ADMIN = { email: 'admin@test.example', password: 'a long admin password' };

/** The system under test: processes as in production, each web node behind a proxy, a Redis that can be stopped. */
export class Cluster {
  readonly web: Member[] = [];
  readonly workers: Member[] = [];
  readonly proxies: TcpProxy[] = [];
  /** Position of the feed; it moves from Sunday to Sunday. */
  feedUrl: string;
  private feedProxy: TcpProxy | null = null;

  private constructor(
    readonly database: OwnDatabase,
    readonly redis: PrivateRedis,
    feedUrl: string,
  ) {
    this.feedUrl = feedUrl;
  }

  static async start(feedUrl: string): Promise<Cluster> {
    const cluster = new Cluster(await ownDatabase(), await privateRedis(), feedUrl);
    try {
      await cluster.boot();
      return cluster;
    } catch (error) {
      await cluster.end();
      throw error;
    }
  }

  get members(): Member[] {
    return [...this.web, ...this.workers];
  }

  /** A node that is never stopped, for requests that are not part of the test. */
  get url(): string {
    return this.web[0]?.url ?? '';
  }

  /** Ports at which clients find the nodes. */
  get ports(): number[] {
    return this.proxies.map(({ port }) => port);
  }

  /** Switches to another feed. */
  moveFeed(url: string): void {
    this.feedUrl = url;
    this.feedProxy?.cut();
  }

  async end(): Promise<void> {
    await Promise.all(this.members.map((member) => member.kill()));
    await Promise.all([...this.proxies, this.feedProxy].map((proxy) => proxy?.close()));
    await Promise.all([this.database.drop(), this.redis.stop()]);
  }

  private async boot(): Promise<void> {
    this.feedProxy = await tcpProxy(() => this.feedUrl);
    const env = {
      DATABASE_URL: this.database.url,
      REDIS_URL: this.redis.url,
      FEED_URL: `http://127.0.0.1:${this.feedProxy.port}`,
      FEED_LIVE_INTERVAL_MS: FEED_INTERVAL_MS,
      FEED_IDLE_INTERVAL_MS: FEED_INTERVAL_MS,
      FEED_TIMEOUT_MS,
      // Sundays follow each other within minutes, while games of the previous one may still be open
      FEED_DOUBT_MS: '0',
      PUBLIC_URL: ORIGIN,
      ADMIN_EMAIL: ADMIN.email,
      ADMIN_PASSWORD: ADMIN.password,
    };
    const start = (role: string, count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, i) => Member.start(`${role} ${i + 1}`, { ...env, ROLE: role })),
      );
    this.web.push(...(await start('web', WEB_NODES)));
    this.workers.push(...(await start('worker', WORKERS)));
    for (const member of this.web) this.proxies.push(await tcpProxy(() => member.url));
  }
}
