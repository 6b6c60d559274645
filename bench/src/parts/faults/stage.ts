import { setTimeout as sleep } from 'node:timers/promises';
import { PollClient, type PrivateRedis, privateRedis, RawClient } from '@sunday-live/testing';
import type { Scratch } from '../../harness/scratch.js';
import { until } from '../../harness/until.js';
import { deploy, type SteppedDeployment } from '../../system/deployment.js';
import { sendAs } from '../../system/send-as.js';
import type { ServerProcess } from '../../system/server-process.js';
import { onDatabase } from '../../system/services.js';
import { Ages } from './ages.js';

const PLAYERS = 100;
const POLL_MS = 500;
const HEAD_WITHIN_MS = 30_000;

/** Several nodes, clients on all of them, and players who change their names: an event each. */
export class Stage {
  readonly ages = new Ages();
  readonly clients: RawClient[] = [];
  readonly polls: PollClient[] = [];

  private constructor(
    readonly deployment: SteppedDeployment,
    readonly nodes: ServerProcess[],
    readonly redis: PrivateRedis,
  ) {}

  static async set(scratch: Scratch, nodes: number): Promise<Stage> {
    const redis = scratch.keep(await privateRedis());
    const options = { players: PLAYERS, cards: PLAYERS, pollMs: POLL_MS, redisUrl: redis.url };
    const deployment = await deploy(scratch, options);
    const stage = new Stage(deployment, [deployment.web], redis);
    while (stage.nodes.length < nodes) stage.nodes.push(await deployment.addWeb());
    scratch.defer(() => stage.leave());
    return stage;
  }

  /** Connects sockets, spread over the nodes. */
  async join(count: number): Promise<void> {
    const { cookies, origin, league } = this.deployment;
    const clients = Array.from(
      { length: count },
      (_, i) =>
        new RawClient({
          cookie: cookies[i % cookies.length] ?? '',
          origin,
          league,
          ports: () => this.nodes.map(({ port }) => port),
          first: i,
          onDelta: this.staleness(),
        }),
    );
    this.clients.push(...clients);
    await Promise.all(clients.map((client) => client.connect()));
  }

  /** Starts held polls; each poll goes to another node than the one before. */
  joinPolls(count: number): void {
    const { cookies, origin, league } = this.deployment;
    const urls = () => this.nodes.map(({ url }) => url);
    for (let i = 0; i < count; i += 1) {
      const player = { cookie: cookies[i % cookies.length] ?? '', origin };
      this.polls.push(new PollClient(player, league, urls, { onDelta: this.ages.note }).start());
    }
  }

  /** Events at a rate, for a time; they go through the first node. @returns how many there were a second */
  async events(perSecond: number, ms: number): Promise<number> {
    const started = performance.now();
    const underway = new Set<Promise<unknown>>();
    let sent = 0;
    for (; performance.now() - started < ms; sent += 1) {
      const name = `Name ${sent} ${Math.round(started)}`;
      const change: Promise<unknown> = sendAs(
        this.deployment,
        sent,
        'PATCH',
        '/api/me',
        JSON.stringify({ name }),
      );
      underway.add(change);
      void change.finally(() => underway.delete(change)).catch(() => undefined);
      await sleep(Math.max(0, started + ((sent + 1) * 1_000) / perSecond - performance.now()));
    }
    await Promise.all(underway);
    return (sent * 1_000) / (performance.now() - started);
  }

  /**
   * Waits until all clients are at the head.
   * @throws Error when a client lost or repeated something, or stays behind
   */
  async everybodyAtTheHead(): Promise<void> {
    const oracles = [...this.clients, ...this.polls].map(({ oracle }) => oracle);
    await until('everybody at the head', HEAD_WITHIN_MS, async () => {
      const head = await onDatabase(this.deployment.databaseUrl, async (client) => {
        const { rows } = await client.query<{ head: string }>('SELECT head FROM slate_stream');
        return Number(rows[0]?.head);
      });
      return oracles.every(({ seq }) => seq === head);
    });
    const faults = oracles.flatMap((oracle) => oracle.faults);
    if (faults.length > 0) throw new Error(`${faults.length} gaps or repeats, such as ${faults[0]}`);
  }

  /**
   * How stale a client was at worst before a delta: the age of its newest event, or the time without any message (one
   * delta may contain the events of seconds, and has the time of the last).
   */
  private staleness(): (ageMs: number) => void {
    let last = performance.now();
    return (ageMs) => {
      const now = performance.now();
      this.ages.note(Math.max(ageMs, now - last));
      last = now;
    };
  }

  private async leave(): Promise<void> {
    await Promise.all([...this.clients, ...this.polls].map((client) => client.close()));
  }
}
