import type { Baseline } from '../../baselines/baseline.js';
import { cpuMicroseconds } from '../../harness/cpu.js';
import type { Loadgen, Tally } from '../../harness/loadgen.js';

const DELIVERY_WITHIN_MS = 30_000;

/** What one round of messages cost. */
export interface Round {
  /** CPU of the server per message that a client got, heartbeats among them, in microseconds. */
  readonly cpuPerMessage: number;
  /** The same, all of it laid on what was published. */
  readonly cpuPerPublished: number;
  readonly payloadBytes: number;
  /** From publishing to the last client, of each message, in milliseconds. */
  readonly lastMs: readonly number[];
}

/** A server with its clients connected. */
export class Contender {
  constructor(
    readonly server: Baseline,
    private readonly load: Loadgen,
  ) {}

  /** Calls `next` so many times for a text and publishes it, each time when everybody has got the one before. */
  async round(messages: number, next: (index: number) => string): Promise<Round> {
    await this.load.mark();
    const before = await cpuMicroseconds(this.server.pid);
    const publishedAt: number[] = [];
    let tally: Tally | null = null;
    for (let index = 0; index < messages; index += 1) {
      publishedAt.push(await this.server.publish(next(index)));
      tally = await this.load.wait(index + 1, DELIVERY_WITHIN_MS);
      if (!tally.reached)
        throw new Error(`${this.server.name}: message ${index + 1} did not reach everybody`);
    }
    const cpu = (await cpuMicroseconds(this.server.pid)) - before;
    await this.load.rest();
    if (tally === null) throw new RangeError('a round without messages');
    const { last } = tally;
    const delivered = tally.messages + tally.others;
    return {
      cpuPerMessage: cpu / delivered,
      cpuPerPublished: cpu / tally.messages,
      payloadBytes: tally.bytes / delivered,
      lastMs: publishedAt.map((at, index) => ((last[index] ?? Number.NaN) - at) / 1000),
    };
  }
}
