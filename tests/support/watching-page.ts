import { setTimeout as pause } from 'node:timers/promises';
import type { Player } from '@sunday-live/testing';
import { elapsed } from '../../apps/client/src/game/clock.js';
import type { LiveState } from '../../apps/client/src/live/apply-frame.js';
import { LiveSession } from '../../apps/client/src/live/live-session.js';
import { LiveStore } from '../../apps/client/src/live/live-store.js';
import { poll } from '../../apps/client/src/live/long-poll-transport.js';
import { liveSocket, openSocket } from '../../apps/client/src/live/socket-transport.js';

/** Browsers do not let scripts set this header; without it only polls work. */
const REFUSING = 'http://127.0.0.1:9';

/**
 * The client code that follows a league, without a page: session, store and real transports. Each connection and each
 * poll goes to the next node.
 */
export class WatchingPage {
  private readonly store = new LiveStore();
  private readonly session: LiveSession;
  private next: number;

  /** @param by `long-poll`: a network that blocks sockets */
  constructor(
    readonly player: Player,
    readonly league: string,
    readonly by: 'socket' | 'long-poll',
    private readonly nodes: readonly string[],
    first: number,
  ) {
    this.next = first;
    const { cookie, origin } = player;
    const headers = { cookie, origin };
    this.session = new LiveSession(league, this.store, {
      openSocket: (handlers) =>
        openSocket(handlers, liveSocket(by === 'socket' ? this.node() : REFUSING, headers)),
      poll: (id, position, signal) => poll(id, position, signal, { origin: this.node(), headers }),
      now: elapsed,
      wallClock: Date.now,
      random: Math.random,
      online: () => true,
    });
    this.session.start();
  }

  /** The state that the page draws; null before the first answer. */
  get state(): LiveState | null {
    return this.store.get().state;
  }

  /** Requests what only a snapshot contains, at the page's pace. */
  async refresh(): Promise<void> {
    this.session.refresh();
    await pause(0);
  }

  /** Simulates a change of network: open connections are dropped and another node answers. */
  move(): void {
    this.session.signal({ type: 'moved' });
  }

  close(): void {
    this.session.stop();
  }

  private node(): string {
    const node = this.nodes[this.next++ % this.nodes.length];
    if (node === undefined) throw new Error('no nodes');
    return node;
  }
}
