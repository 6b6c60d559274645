import { setTimeout as pause } from 'node:timers/promises';
import { longPollAnswerSchema } from '@sunday-live/contract';
import { Oracle } from './oracle.js';
import type { Player } from './player.js';

const RETRY_MS = 100;

/** An answer other than 200. */
class PollRefused extends Error {
  constructor(
    readonly status: number,
    text: string,
  ) {
    super(`long-poll answered ${status}: ${text}`);
  }
}

export interface PollOptions {
  /** Tolerates 503, for tests that take services away. */
  readonly bears503?: boolean;
  /** Called for each delta, with the milliseconds since its event's commit. */
  readonly onDelta?: (ageMs: number) => void;
}

/** A client on long-poll; each poll goes to the next of the nodes. */
export class PollClient {
  readonly oracle = new Oracle();
  resets = 0;
  /** Number of polls that were answered 503. */
  refused = 0;
  private next = 0;
  private stopped = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly player: Pick<Player, 'cookie' | 'origin'>,
    private readonly league: string,
    /** Called before each poll, so that a dead node can be left out. */
    private readonly nodes: () => readonly string[],
    private readonly options: PollOptions = {},
  ) {}

  start(): this {
    this.running = this.loop();
    return this;
  }

  async close(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async loop(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.poll(2);
      } catch (error) {
        // a node died during the poll: the next poll goes to another after a pause, as in a browser
        if (!(error instanceof TypeError) && !this.bears(error)) throw error;
        await pause(RETRY_MS);
      }
    }
  }

  private bears(error: unknown): boolean {
    if (!(this.options.bears503 === true && error instanceof PollRefused && error.status === 503))
      return false;
    this.refused += 1;
    return true;
  }

  /** Polls once, for at most `wait` seconds. */
  async poll(wait: number): Promise<void> {
    const nodes = this.nodes();
    const node = nodes[this.next++ % nodes.length];
    const { epoch, since } = this.oracle.position ?? {};
    const query = new URLSearchParams({ wait: String(wait) });
    if (epoch !== undefined) query.set('epoch', epoch);
    if (since !== undefined) query.set('since', String(since));
    const response = await fetch(`${node}/api/leagues/${this.league}/live?${query}`, {
      headers: { cookie: this.player.cookie, origin: this.player.origin },
    });
    const text = await response.text();
    if (response.status !== 200) throw new PollRefused(response.status, text);
    const answer = longPollAnswerSchema.parse(JSON.parse(text));
    if (answer.reset) this.resets += 1;
    for (const event of answer.events) {
      if (event.type === 'snapshot') this.oracle.snapshot(event);
      else if (event.type === 'delta') {
        this.oracle.delta(event);
        this.options.onDelta?.(Date.now() - Date.parse(event.at));
      }
    }
  }
}
