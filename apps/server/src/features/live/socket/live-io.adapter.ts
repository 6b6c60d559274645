import { type Server as HttpServer, type IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { INestApplication } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { MessageMappingProperties } from '@nestjs/websockets';
import { firstValueFrom, type Observable } from 'rxjs';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';
import { CONFIG, type Config } from '../../../config/config.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { toAck } from '../../../platform/errors/problem.filter.js';
import { originAllowed } from '../../../platform/http/origin.js';
import { FrameAdapter } from './frame.adapter.js';
import { inflateOnce } from './private-fields.js';

/** A client that pings without reading the answers is cut off when this many bytes wait. */
const UNREAD_PONGS_BYTES = 64 * 1024;

type SendOptions = Exclude<Parameters<WebSocket['send']>[1], undefined | ((error?: Error) => void)>;
type Sent = (error?: Error) => void;

/** Compresses nothing: `Message` does, once for all sockets, and a client's window then holds only its frames. */
class LiveWebSocket extends WebSocket {
  override send(data: Parameters<WebSocket['send']>[0], options?: SendOptions | Sent, sent?: Sent): void {
    if (typeof options === 'function') super.send(data, { compress: false }, options);
    else super.send(data, { ...options, compress: false }, sent);
  }
}

/**
 * The WebSocket server that engine.io runs (its option `wsEngine`): a connection keeps no zlib state, and pongs
 * cannot pile up.
 */
class LiveWebSocketServer extends WebSocketServer<typeof LiveWebSocket> {
  constructor(options: ServerOptions<typeof LiveWebSocket>) {
    super({
      ...options,
      WebSocket: LiveWebSocket,
      autoPong: false,
      // negotiated here and not by engine.io, which would then refuse frames that are encoded already
      perMessageDeflate: { clientNoContextTakeover: true },
    });
  }

  override handleUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    accepted: (client: LiveWebSocket, request: IncomingMessage) => void,
  ): void {
    super.handleUpgrade(request, socket, head, (client, from) => {
      client.on('ping', answerPing);
      inflateOnce(client);
      accepted(client, from);
    });
  }
}

function answerPing(this: WebSocket, data: Buffer): void {
  if (this.bufferedAmount > UNREAD_PONGS_BYTES) this.terminate();
  else this.pong(data);
}

type IoServer = ReturnType<IoAdapter['createIOServer']>;
type IoSocket = Parameters<IoAdapter['bindMessageHandlers']>[0];
type IoOptions = Parameters<IoAdapter['createIOServer']>[1];

/** Path of WebSocket upgrades. */
const SOCKET_PATH = '/socket.io/';

/**
 * Nest's Socket.IO adapter with this server's handshake: which handshakes are accepted, and how. The gateway has the
 * options of the stream itself.
 */
export class LiveIoAdapter extends IoAdapter {
  private readonly config: Config;
  /** Wraps what a handler returns as an answer. Nest makes a wrapper for each socket, all alike: one is shared. */
  private answers: ((answer: unknown) => Observable<unknown>) | null = null;

  constructor(app: INestApplication) {
    super(app);
    this.config = app.get(CONFIG, { strict: false });
  }

  override createIOServer(port: number, options?: IoOptions): IoServer {
    const worker = this.config.role === 'worker';
    if (!worker) refuseStrayUpgrades(this.httpServer);
    const io = super.createIOServer(
      port,
      Object.assign({}, options, {
        path: SOCKET_PATH,
        serveClient: false,
        destroyUpgrade: false,
        wsEngine: LiveWebSocketServer,
        adapter: FrameAdapter,
        allowRequest: (request: IncomingMessage, answer: (refusal: null, ok: boolean) => void) => {
          const own = this.isOwn(request);
          // engine.io itself answers every refusal with 400
          if (!own) refuseUpgrade(request.socket, '403 Forbidden');
          answer(null, own);
        },
        ...(worker ? { transports: [] } : {}),
      }),
    );
    io.engine.use((request: IncomingMessage, response: { req: unknown }, next: (error?: Error) => void) => {
      // engine.io makes a response for its middlewares and keeps it, and with it the request, as long as the
      // connection
      if (!(response instanceof ServerResponse)) response.req = null;
      // engine.io would treat it as an upgrade of another connection's transport, without calling `allowRequest`
      next(/[?&]sid=/.test(request.url ?? '') ? new Error('no upgrades') : undefined);
    });
    return io;
  }

  /**
   * One listener for all events of a socket. Nest's own code makes an RxJS stream for each event of each socket,
   * which is 2 KB a connection, and does not answer unknown events.
   */
  override bindMessageHandlers(
    socket: IoSocket,
    handlers: MessageMappingProperties[],
    transform: (answer: unknown) => Observable<unknown>,
  ): void {
    const answers = this.answers ?? transform;
    this.answers = answers;
    socket.onAny((event: unknown, ...args: unknown[]) => {
      const last = args.at(-1);
      const ack = typeof last === 'function' ? last : undefined;
      const handler = handlers.find(({ message }) => message === event);
      if (handler === undefined) {
        ack?.(toAck(new AppError('invalid-input', 'unknown event')));
        return;
      }
      const data = args[0] === ack ? undefined : args[0];
      firstValueFrom(answers(handler.callback(data, ack)), { defaultValue: undefined }).then(
        (answer) => {
          if (answer !== undefined) ack?.(answer);
        },
        (error: unknown) => this.logger.error(error),
      );
    });
  }

  /** Binds directly: Nest's own code makes two functions and an object for each socket. */
  override bindClientDisconnect(client: IoSocket, callback: (reason: string) => void): void {
    client.on('disconnect', callback);
  }

  /** The gateway has said goodbye by now; Nest closes the HTTP server. */
  override async close(server: Partial<IoServer>): Promise<void> {
    // a namespace has no engine of its own
    server.engine?.close();
  }

  /** Programs without a session may connect from anywhere: the namespace refuses them. */
  private isOwn({ headers: { cookie, origin } }: IncomingMessage): boolean {
    return cookie === undefined || originAllowed(this.config, origin);
  }
}

/**
 * Refuses upgrades that no listener of the server accepts, and closes their connections. engine.io (its option
 * `destroyUpgrade`) only ends its own half; nothing reads such a connection any more, and one with unread bytes would
 * never close.
 */
function refuseStrayUpgrades(server: HttpServer): void {
  server.on('upgrade', ({ url }: IncomingMessage, socket: Duplex) => {
    if (url?.startsWith(SOCKET_PATH) !== true) refuseUpgrade(socket, '400 Bad Request');
  });
}

/** @param status HTTP status line, `400 Bad Request` */
function refuseUpgrade(socket: Duplex, status: string): void {
  // a client that is gone needs no answer
  socket.on('error', () => undefined);
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}
