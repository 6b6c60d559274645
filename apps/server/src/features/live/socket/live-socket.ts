import type { Socket as TcpSocket } from 'node:net';
import type { Namespace, Socket } from 'socket.io';
import type { Position } from '../hub/frames.js';
import type { Viewer } from '../viewer.js';
import { type Compression, type CompressionReader, SharedContext } from './shared-context.js';

/** Limit of remembered announcements: a client catches up on two leagues within fewer than these. */
const ANNOUNCEMENTS_KEPT = 20;

/** Server and clients validate each other's events themselves; Socket.IO's types only know their names. */
interface Events {
  [event: string]: (payload: unknown) => void;
}
/** Set by the namespace's middleware, and on connection. */
export interface SocketData {
  viewer?: Viewer;
  live?: LiveSocket;
}
export type LiveNamespace = Namespace<Events, Events, Events, SocketData>;
export type ClientSocket = Socket<Events, Events, Events, SocketData>;
export type Connection = ClientSocket['conn'];
export type Transport = Connection['transport'];
export type SendOptions = NonNullable<Parameters<Connection['write']>[1]>;

/** A subscription that waits for the hub; cancelled when it must no longer take effect. */
export interface PendingJoin {
  readonly league: string;
  cancelled: boolean;
}

/** Position at which a slow socket stopped following each of its leagues; null: it needs a snapshot. */
export type Lag = Map<LeagueRoom, Position | null>;

/** One connected client, with everything that is needed per message. */
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
  /** Bytes of frames that wait in engine.io's queue for a client that does not read. */
  queued = 0;
  lastCompressed = 0;
  compressedInARow = 0;
  /** Positions of announcements that it has received, `epoch/seq`: another of its leagues may send them again. */
  private announced: string[] | null = null;

  /** @param io just connected: its request, which refers to the TCP socket, is freed soon */
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

  /** Returns false when the socket has already received the announcement of this position. */
  takesAnnouncement(epoch: string, seq: number): boolean {
    const position = `${epoch}/${seq}`;
    if (this.announced?.includes(position)) return false;
    this.announced = [...(this.announced ?? []).slice(1 - ANNOUNCEMENTS_KEPT), position];
    return true;
  }
}

/**
 * A league that sockets on this node watch: the Socket.IO room of its id. All of them are at `position`, except those
 * that lag.
 */
export class LeagueRoom {
  readonly context = new SharedContext();

  constructor(
    readonly league: string,
    public position: Position,
    /** Returns the league's channel to the hub. */
    readonly release: () => void,
  ) {}
}

/**
 * Returns which compressed frames a client accepts, by its offer; ws accepts every offer of permessage-deflate. Our
 * frames use a full window: a client that wants a smaller one gets uncompressed frames.
 */
function compressionOf(offer = ''): Compression {
  if (!offer.includes('permessage-deflate') || offer.includes('server_max_window_bits')) return 'none';
  return offer.includes('server_no_context_takeover') ? 'single' : 'context';
}
