import { setTimeout as pause } from 'node:timers/promises';
import { type Delta, deltaSchema, type Snapshot, snapshotSchema } from '@sunday-live/contract';
import { LiveClient } from './live-client.js';
import { Oracle } from './oracle.js';

const RETRY_MS = 200;
const CACHED_TEXTS = 64;

export interface RawClientOptions {
  readonly cookie: string;
  readonly origin: string;
  readonly league: string;
  /** Offers permessage-deflate, as browsers do. */
  readonly compression?: boolean;
  /** Ports of the nodes, read before each connection, so that a dead one can be left out. */
  readonly ports: () => readonly number[];
  /** Index of the port that is tried first. */
  readonly first: number;
  /** Called for each applied delta, with the milliseconds since its event's commit. */
  readonly onDelta?: (ageMs: number) => void;
}

/**
 * A client on a raw socket, cheap enough for thousands: a text that many clients receive is parsed once. When
 * its connection ends it continues at the next node, from its last position.
 */
export class RawClient {
  readonly oracle = new Oracle();
  /** Number of connection attempts, and of failures by message. */
  connects = 0;
  readonly failures = new Map<string, number>();
  private client: LiveClient | null = null;
  /** The server has declared its state outdated (P18): deltas are ignored until the next snapshot. */
  private outdated = false;
  private closed = false;
  private next: number;
  private living: Promise<void> = Promise.resolve();

  constructor(private readonly options: RawClientOptions) {
    this.next = options.first;
  }

  /**
   * Starts the client; resolves when it has connected and subscribed for the first time, however long that
   * takes.
   */
  connect(): Promise<void> {
    return new Promise((resolve) => {
      this.living = this.live(resolve);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client?.stop();
    await this.living;
  }

  /** Cuts its connection, as a train tunnel does. */
  async cut(): Promise<void> {
    await this.client?.stop();
  }

  private async live(opened: () => void): Promise<void> {
    while (!this.closed) {
      try {
        const client = await this.open();
        this.client = client;
        opened();
        if (this.closed) await client.stop();
        await client.closed;
      } catch (error) {
        const said = error instanceof Error ? error.message.slice(0, 120) : String(error);
        this.failures.set(said, (this.failures.get(said) ?? 0) + 1);
        await pause(RETRY_MS);
      }
    }
  }

  private open(): Promise<LiveClient> {
    const ports = this.options.ports();
    const port = ports[this.next++ % ports.length];
    if (port === undefined) throw new Error('no node');
    this.connects += 1;
    const { cookie, origin, league, compression = false } = this.options;
    return LiveClient.open({
      port,
      cookie,
      origin,
      league,
      compression,
      position: this.outdated ? undefined : this.oracle.position,
      onEvent: (event, { text }, sender) => this.take(event, text, sender),
    });
  }

  private take(event: string, text: string, sender: LiveClient): void {
    if (event === 'resync') {
      this.outdated = true;
      sender.subscribe(undefined);
    }
    const frame = readFrame(event, text);
    if (frame?.kind === 'snapshot') {
      this.outdated = false;
      this.oracle.applySnapshot(frame.frame);
    }
    if (frame?.kind !== 'delta' || this.outdated) return;
    if (this.oracle.applyDelta(frame.frame)) this.options.onDelta?.(Date.now() - Date.parse(frame.frame.at));
    else sender.subscribe(this.oracle.position);
  }
}

type Read = { kind: 'snapshot'; frame: Snapshot } | { kind: 'delta'; frame: Delta };

const recent = new Map<string, Read>();

/** Parses a frame, or returns it from the cache when another client has parsed it; null for other events. */
function readFrame(event: string, text: string): Read | null {
  if (event !== 'snapshot' && event !== 'delta') return null;
  const known = recent.get(text);
  if (known !== undefined) return known;
  const [, frame]: unknown[] = JSON.parse(text.slice(text.indexOf('[')));
  const read: Read =
    event === 'snapshot'
      ? { kind: 'snapshot', frame: snapshotSchema.parse(frame) }
      : { kind: 'delta', frame: deltaSchema.parse(frame) };
  recent.set(text, read);
  const [oldest] = recent.keys();
  if (recent.size > CACHED_TEXTS && oldest !== undefined) recent.delete(oldest);
  return read;
}
