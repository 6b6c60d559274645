import { Socket as TcpSocket } from 'node:net';

/** The part of an engine.io connection that the fan-out needs. */
export interface EngineConnection {
  readonly readyState: string;
  /** Packets that engine.io holds back until the last write is done; replaced at each flush, so never keep it. */
  readonly writeBuffer: readonly unknown[];
  write(data: string, options: { wsPreEncodedFrame: readonly Buffer[] }): unknown;
  close(discard?: boolean): void;
}

/** One client's connection, taken apart: engine.io on top of ws on top of TCP. */
export interface Wire {
  readonly conn: EngineConnection;
  readonly ws: { readonly readyState: number };
  readonly tcp: TcpSocket;
  /** What compressed frames the client takes: none, each by itself, or such as refer to earlier ones. */
  readonly compression: 'none' | 'single' | 'context';
}

/** `readyState` of ws */
export const OPEN = 1;

const FULL_WINDOW = 15;
const NO_EXTENSIONS = Object.freeze({});

/**
 * Finds the TCP socket under a Socket.IO connection. This is the one place that knows private fields of engine.io and
 * ws; the gateway's tests fail when an upgrade moves them.
 *
 * engine.io is told that compression is off on this transport: it then sends our encoded frames as they are when it has
 * to queue them. ws is told that the connection has no extensions: what it sends by itself is not compressed, so that the client's
 * window holds what we compressed and nothing else, and no zlib context is set up for a connection.
 */
export function openWire(conn: unknown): Wire {
  if (!isConnection(conn)) throw new Error('engine.io connection not as expected');
  const { transport } = conn;
  if (transport.name !== 'websocket') throw new Error(`transport ${transport.name} has no WebSocket`);
  const ws = transport.socket;
  transport.perMessageDeflate = null;
  ws._extensions = NO_EXTENSIONS;
  const extension = ws._receiver._extensions['permessage-deflate'];
  return { conn, ws, tcp: ws._socket, compression: compressionOf(extension?.params) };
}

/** Our frames are made with a full window: a client that keeps a smaller one gets none of them. */
function compressionOf(params: Record<string, unknown> | undefined): Wire['compression'] {
  if (params === undefined) return 'none';
  const bits = params.server_max_window_bits;
  if (bits !== undefined && bits !== FULL_WINDOW) return 'none';
  return params.server_no_context_takeover === true ? 'single' : 'context';
}

interface PrivateConnection extends EngineConnection {
  readonly transport: {
    readonly name: string;
    perMessageDeflate: unknown;
    readonly socket: {
      readonly readyState: number;
      listeners(event: 'error'): ((error: Error) => void)[];
      removeListener(event: 'error', listener: (error: Error) => void): unknown;
      readonly _socket: TcpSocket;
      /** For sending; the receiver has its own reference. */
      _extensions: object;
      readonly _receiver: {
        readonly _extensions: Record<string, { readonly params: Record<string, unknown> } | undefined>;
      };
    };
  };
}

function isConnection(conn: unknown): conn is PrivateConnection {
  const transport = field(conn, 'transport');
  const ws = field(transport, 'socket');
  return (
    Array.isArray(field(conn, 'writeBuffer')) &&
    typeof field(conn, 'write') === 'function' &&
    typeof field(ws, 'readyState') === 'number' &&
    field(ws, '_socket') instanceof TcpSocket &&
    typeof field(ws, '_extensions') === 'object' &&
    typeof field(field(ws, '_receiver'), '_extensions') === 'object'
  );
}

function field(owner: unknown, name: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, name) : undefined;
}

const NO_HANDSHAKE = Object.freeze({ headers: {}, query: {}, auth: {} });

/**
 * Lets go of the handshake's request: engine.io, Socket.IO and a forgotten error listener of engine.io's would keep it,
 * some 4 KB, for the life of a connection. All of them cope with its absence.
 */
export function forgetHandshake(socket: { readonly conn: unknown; readonly handshake: object }): void {
  if (!isConnection(socket.conn)) return;
  Reflect.set(socket.conn, 'request', undefined);
  Reflect.set(socket, 'handshake', NO_HANDSHAKE);
  const ws = socket.conn.transport.socket;
  for (const listener of ws.listeners('error')) {
    if (listener.name === 'onUpgradeError') ws.removeListener('error', listener);
  }
}
