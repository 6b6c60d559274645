import type { LiveSocket } from './live-socket.js';
import type { Message } from './message.js';
import { compressedForm } from './shared-context.js';
import { OPEN } from './wire.js';

/** A socket with more unsent bytes than this lags: it gets nothing more until it has read what it has. */
export const LAG_BYTES = 64 * 1024;

/** Called once when a socket starts to lag, after the message that made it so was queued. */
export type LagHandler = (socket: LiveSocket) => void;

/** What went out, for the metrics; counted per message, not per socket. */
export interface Sent {
  frames: number;
  bytes: number;
}

/**
 * Writes one encoded message to many sockets at the cost of a bare loop over TCP sockets: no packet object, no event,
 * no allocation per client.
 *
 * Packets keep their order on each socket: what goes through engine.io (acknowledgements, pings) either has been handed to
 * the TCP socket already or stands in engine.io's write buffer; in the latter case the message is queued
 * behind it, as the same bytes. Upgrades and other transports, which would reorder, are refused at the handshake.
 */
export class Broadcaster {
  readonly sent: Sent = { frames: 0, bytes: 0 };

  constructor(private readonly onLag: LagHandler) {}

  /** Sends to each socket that does not lag. */
  toAll(sockets: Iterable<LiveSocket>, message: Message): void {
    for (const socket of sockets) {
      if (socket.lag === null) this.send(socket, message);
    }
  }

  /** Sends to one socket, lagging or not; one that is closing gets nothing. */
  send(socket: LiveSocket, message: Message): void {
    const { wire } = socket;
    if (wire.ws.readyState !== OPEN) return;
    const frame = wire.compression === 'none' ? message.plain : compressedForm(socket, message);
    if (wire.conn.writeBuffer.length === 0) wire.tcp.write(frame);
    else wire.conn.write(message.packet, { wsPreEncodedFrame: [frame] });
    this.sent.frames += 1;
    this.sent.bytes += frame.length;
    if (wire.tcp.writableLength > LAG_BYTES && socket.lag === null) this.onLag(socket);
  }
}
