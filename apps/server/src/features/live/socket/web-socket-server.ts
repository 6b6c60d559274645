import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ServerOptions, WebSocket, WebSocketServer } from 'ws';
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
export class LiveWebSocketServer extends WebSocketServer<typeof LiveWebSocket> {
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
