import type { Socket as TcpSocket } from 'node:net';
import type { Namespace, Socket } from 'socket.io';
import type { Position } from '../frame.js';
import type { Viewer } from '../viewer.js';
import { type Compression, type CompressionReader, SharedContext } from './shared-context.js';

/** A client that catches up on two leagues does so within fewer announcements than these. */
const ANNOUNCEMENTS_KEPT = 20;

/** Server and clients validate each other's events themselves; Socket.IO's types know their names only. */
interface Events {
  [event: string]: (payload: unknown) => void;
}
/** Set by the namespace's middleware, and when the socket is connected. */
export interface SocketData {
  viewer?: Viewer;
  live?: LiveSocket;
}
export type LiveNamespace = Namespace<Events, Events, Events, SocketData>;
export type ClientSocket = Socket<Events, Events, Events, SocketData>;
export type Connection = ClientSocket['conn'];
export type Transport = Connection['transport'];
export type SendOptions = NonNullable<Parameters<Connection['write']>[1]>;

/** A subscription that waits for answers of the hub; cancelled when it must not come about any more. */
export interface PendingJoin {
  readonly league: string;
  cancelled: boolean;
}

/** Where a slow socket stopped following each of its leagues; null = it needs a snapshot. */
export type Lag = Map<LeagueRoom, Position | null>;

/** One connected client, with everything about it that is needed per message. */
export class LiveSocket implements CompressionReader {
  readonly conn: Connection;
  /** For the life of the connection: upgrades are refused. */
  readonly transport: Transport;
  readonly tcp: TcpSocket;
  readonly compression: Compression;
  rooms: readonly LeagueRoom[] = [];
  joining: PendingJoin[] | null = null;
  /** Set while the socket does not read fast enough: nothing is queued for it. */
  lag: Lag | null = null;
  lagSince = 0;
  /** Bytes of frames that wait in engine.io's queue behind what the client does not read. */
  queued = 0;
  lastCompressed = 0;
  compressedInARow = 0;
  /** Positions of announcements that it has had, `epoch/seq`: another of its leagues may bring them again. */
  private announced: string[] | null = null;

  /** @param io newly connected: its request, which names the TCP socket, is let go of soon */
  constructor(
    readonly viewer: Viewer,
    readonly io: ClientSocket,
  ) {
    this.conn = io.conn;
    this.transport = io.conn.transport;
    this.tcp = io.request.socket;
    this.compression = compressionOf(io.request.headers['sec-websocket-extensions']);
  }

  /** Bytes that wait until the client reads. */
  get unsent(): number {
    return this.tcp.writableLength + this.queued;
  }

  /** False when the socket has had the announcement of this position. */
  takesAnnouncement(epoch: string, seq: number): boolean {
    const position = `${epoch}/${seq}`;
    if (this.announced?.includes(position)) return false;
    this.announced = [...(this.announced ?? []).slice(1 - ANNOUNCEMENTS_KEPT), position];
    return true;
  }
}

/** A league that sockets on this node watch: the Socket.IO room of its id. All of them are at `position`, but for those that lag. */
export class LeagueRoom {
  readonly context = new SharedContext();

  constructor(
    readonly league: string,
    public position: Position,
    /** Gives the league's channel back to the hub. */
    readonly release: () => void,
  ) {}
}

/**
 * What compressed frames a client takes, by what it offers; ws accepts every offer of permessage-deflate. Our frames are made with a full
 * window: a client that wants a smaller one gets plain frames.
 */
function compressionOf(offer = ''): Compression {
  if (!offer.includes('permessage-deflate') || offer.includes('server_max_window_bits')) return 'none';
  return offer.includes('server_no_context_takeover') ? 'single' : 'context';
}
