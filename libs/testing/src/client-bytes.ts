const TEXT_FRAME = 0x81;

/** The address and the session of a connection to the live stream. */
export interface Handshake {
  readonly port: number;
  readonly origin: string;
  readonly cookie: string;
  /** Offers permessage-deflate, as browsers do. */
  readonly compression?: boolean;
}

/** Builds the request that opens a Socket.IO WebSocket, as a browser sends it. */
export function upgradeRequest({ port, origin, cookie, compression = false }: Handshake): string {
  const extensions = compression
    ? 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n'
    : '';
  return (
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\n` +
    `Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n` +
    `${extensions}Cookie: ${cookie}\r\nOrigin: ${origin}\r\n\r\n`
  );
}

/**
 * Builds a WebSocket frame as clients send it, masked with zeros.
 * @param content up to 65,535 bytes
 * @param first the frame's first byte: FIN, compression, opcode
 */
export function clientFrame(content: string | Buffer, first = TEXT_FRAME): Buffer {
  const payload = Buffer.from(content);
  const size =
    payload.length <= 125
      ? [0x80 | payload.length]
      : [0x80 | 126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([first, ...size]), Buffer.alloc(4), payload]);
}
