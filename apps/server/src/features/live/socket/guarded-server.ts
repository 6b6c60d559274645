import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import { inflateOnce } from './inflate-once.js';

/** Why a handshake is turned down, as an HTTP answer. */
export interface Refusal {
  readonly status: number;
  readonly message: string;
}

/** A client that pings without reading the answers is cut off when this much has piled up. */
const UNREAD_PONGS_BYTES = 64 * 1024;

/**
 * ws's server with our rules of the house, in the form that engine.io wants as `wsEngine`: handshakes are looked at before
 * they are answered, pongs cannot pile up, and compressed messages are inflated without a context per connection.
 */
export function guardedServer(
  refusal: (request: IncomingMessage) => Refusal | null,
): new (
  options: ServerOptions,
) => WebSocketServer {
  return class GuardedServer extends WebSocketServer {
    constructor(options: ServerOptions) {
      super({
        ...options,
        autoPong: false,
        verifyClient: ({ req }, done) => {
          const no = refusal(req);
          if (no === null) done(true);
          else done(false, no.status, no.message);
        },
      });
    }

    override handleUpgrade(
      request: IncomingMessage,
      socket: Duplex,
      head: Buffer,
      accepted: (client: WebSocket, request: IncomingMessage) => void,
    ): void {
      forgetResponse(socket);
      super.handleUpgrade(request, socket, head, (client, from) => {
        client.on('ping', answerPing);
        inflateOnce(client);
        accepted(client, from);
      });
    }
  };
}

function answerPing(this: WebSocket, data: Buffer): void {
  if (this.bufferedAmount > UNREAD_PONGS_BYTES) this.terminate();
  else this.pong(data);
}

/**
 * engine.io leaves a listener on the socket that serves its middlewares (we have none) and keeps the request, with all its
 * headers, for the life of the connection.
 */
function forgetResponse(socket: Duplex): void {
  for (const listener of socket.listeners('close')) {
    const ofResponse = listener.name === '' && String(listener).includes('this.emit("close")');
    if (ofResponse && isListener(listener)) socket.removeListener('close', listener);
  }
}

/** `listeners()` gives plain functions. */
function isListener(listener: unknown): listener is () => void {
  return typeof listener === 'function';
}
