import type { Position } from '../frame.js';
import type { Viewer } from '../viewer.js';
import { type CompressionReader, SharedContext } from './shared-context.js';
import { openWire, type Wire } from './wire.js';

/** A client that catches up on two leagues does so within fewer announcements than these. */
const ANNOUNCEMENTS_KEPT = 20;

/** A subscription that waits for answers of the hub; cancelled when it must not come about any more. */
export interface PendingJoin {
  readonly league: string;
  cancelled: boolean;
}

/** Where a slow socket stopped following each of its leagues; null = it needs a snapshot. */
export type Lag = Map<LeagueRoom, Position | null>;

/** The Socket.IO socket, as far as the live stream uses it. */
export interface IoSocket {
  readonly connected: boolean;
  readonly conn: unknown;
  disconnect(close?: boolean): unknown;
}

/** One connected client, with everything about it that is needed per message. */
export class LiveSocket implements CompressionReader {
  readonly wire: Wire;
  readonly rooms: LeagueRoom[] = [];
  joining: PendingJoin[] | null = null;
  /** Set while the socket does not read fast enough: nothing is queued for it. */
  lag: Lag | null = null;
  lagSince = 0;
  /** Positions of announcements that it has had, `epoch/seq`: another of its leagues may bring them again. */
  #announced: string[] | null = null;
  lastCompressed = 0;
  compressedInARow = 0;

  constructor(
    readonly viewer: Viewer,
    readonly io: IoSocket,
  ) {
    this.wire = openWire(io.conn);
  }

  /** False when the socket has had the announcement of this position. */
  takesAnnouncement(epoch: string, seq: number): boolean {
    const position = `${epoch}/${seq}`;
    if (this.#announced?.includes(position)) return false;
    this.#announced = [...(this.#announced ?? []).slice(1 - ANNOUNCEMENTS_KEPT), position];
    return true;
  }
}

/** The sockets on this node that watch one league. All of them stand at `position`, but for those that lag. */
export class LeagueRoom {
  readonly sockets = new Set<LiveSocket>();
  readonly context = new SharedContext();

  constructor(
    readonly league: string,
    public position: Position,
    /** Gives the league's channel back to the hub. */
    readonly release: () => void,
  ) {}
}
