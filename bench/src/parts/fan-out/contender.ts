import { setTimeout as sleep } from 'node:timers/promises';
import { type Baseline, microseconds } from '../../baselines/baseline.js';
import { cpuMicroseconds } from '../../harness/cpu.js';
import type { Loadgen, Tally } from '../../harness/loadgen.js';
import { median } from '../../stats/stats.js';

const DELIVERY_WITHIN_MS = 30_000;
const REST_LOOKS = 5;
const REST_MS = 2_000;

/** What one round of messages cost. */
export interface Round {
  /** CPU of the server per message that a client got, heartbeats among them, in microseconds. */
  readonly cpuPerMessage: number;
  /** The same, all of it laid on what was published. */
  readonly cpuPerPublished: number;
  /** What a published message costs beyond what the server uses at rest (heartbeats, pings, timers). */
  readonly cpuBeyondRest: number;
  readonly payloadBytes: number;
  /** From publishing to the last client, of each message, in milliseconds. */
  readonly lastMs: readonly number[];
}

/** A server with its clients connected. */
export class Contender {
  /** CPU at rest with its clients, microseconds per second; known after `rest`. */
  restPerSecond = 0;

  constructor(
    readonly server: Baseline,
    private readonly load: Loadgen,
  ) {}

  /** Measures what the server uses while nothing is published. */
  async rest(): Promise<void> {
    const perSecond: number[] = [];
    for (let look = 0; look < REST_LOOKS; look += 1) {
      const before = await cpuMicroseconds(this.server.pid);
      await sleep(REST_MS);
      perSecond.push((((await cpuMicroseconds(this.server.pid)) - before) * 1_000) / REST_MS);
    }
    this.restPerSecond = median(perSecond);
  }

  /**
   * Calls `next` so many times for a text and publishes it: each when everybody has got the one before, and not sooner
   * than `paceMs` after it.
   */
  async round(messages: number, paceMs: number, next: (index: number) => string): Promise<Round> {
    await this.load.mark();
    const started = microseconds();
    const before = await cpuMicroseconds(this.server.pid);
    const publishedAt: number[] = [];
    let tally: Tally | null = null;
    for (let index = 0; index < messages; index += 1) {
      const published = await this.server.publish(next(index));
      publishedAt.push(published);
      tally = await this.load.wait(index + 1, DELIVERY_WITHIN_MS);
      if (!tally.reached)
        throw new Error(`${this.server.name}: message ${index + 1} did not reach everybody`);
      const rest = paceMs - (microseconds() - published) / 1000;
      if (rest > 0) await sleep(rest);
    }
    const cpu = (await cpuMicroseconds(this.server.pid)) - before;
    const seconds = (microseconds() - started) / 1e6;
    if (tally === null) throw new RangeError('a round without messages');
    const { last } = tally;
    const delivered = tally.messages + tally.others;
    return {
      cpuPerMessage: cpu / delivered,
      cpuPerPublished: cpu / tally.messages,
      cpuBeyondRest: (cpu - this.restPerSecond * seconds) / tally.messages,
      payloadBytes: tally.bytes / delivered,
      lastMs: publishedAt.map((at, index) => ((last[index] ?? Number.NaN) - at) / 1000),
    };
  }
}
