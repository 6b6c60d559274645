import { Adapter, type BroadcastOptions, type Room, type SocketId } from 'socket.io-adapter';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import { eventMessage, Message } from './message.js';
import { preEncoded, takesFrames } from './private-fields.js';
import { compressedForm } from './shared-context.js';

/** A socket with more unsent bytes than this lags: it gets nothing more until it has read what it has. */
export const LAG_BYTES = 64 * 1024;

/** Called once when a socket starts to lag, after the message that made it so was queued. */
export type LagHandler = (socket: LiveSocket) => void;

/**
 * Socket.IO's rooms with a broadcast of our own: one WebSocket frame, encoded once a node, is written to the TCP socket of
 * every member. Stock Socket.IO makes a packet object and several events for each member, which costs as much as the write itself
 * (docs/performance.md, fan-out).
 *
 * Packets keep their order on each socket: as long as engine.io has a packet of its own under way (an acknowledgement, a ping), frames are
 * queued behind it. Upgrades and other transports, which would reorder, are refused at the handshake.
 */
export class FrameAdapter extends Adapter {
  declare readonly nsp: LiveNamespace;
  /** What went out, for the metrics. */
  readonly sent = { frames: 0, bytes: 0 };
  private lagHandler: LagHandler = () => undefined;

  onLag(handler: LagHandler): void {
    this.lagHandler = handler;
  }

  /** A socket's room of its own is not kept: two sets for each connection, and `send` reaches one socket. */
  override addAll(id: SocketId, rooms: Set<Room>): void {
    rooms.delete(id);
    if (rooms.size > 0) void super.addAll(id, rooms);
  }

  /** `namespace.to(room).emit(event, payload)`. A payload that is a `Message` is sent as it is. */
  override broadcast(packet: { readonly data: [string, unknown] }, options: BroadcastOptions): void {
    const [room, ...others] = options.rooms;
    if (room === undefined || others.length > 0 || (options.except?.size ?? 0) > 0) {
      super.broadcast(packet, options);
      return;
    }
    const [event, payload] = packet.data;
    const message = payload instanceof Message ? payload : eventMessage(event, JSON.stringify(payload));
    this.toAll(this.members(room), message);
  }

  /** The sockets of a room. */
  *members(room: Room): Generator<LiveSocket> {
    for (const id of this.rooms.get(room) ?? []) {
      const live = this.nsp.sockets.get(id)?.data.live;
      if (live !== undefined) yield live;
    }
  }

  /** Sends to each socket that does not lag. */
  toAll(sockets: Iterable<LiveSocket>, message: Message): void {
    for (const socket of sockets) {
      if (socket.lag === null) this.send(socket, message);
    }
  }

  /** Sends to one socket, lagging or not; one that is closing gets nothing. */
  send(socket: LiveSocket, message: Message): void {
    const { conn, tcp } = socket;
    if (conn.readyState !== 'open' || !tcp.writable) return;
    let bytes: number;
    if (conn.transport.writable) {
      const frame = formFor(socket, message);
      bytes = frame.length;
      tcp.write(frame);
    } else {
      bytes = queue(socket, message);
    }
    this.sent.frames += 1;
    this.sent.bytes += bytes;
    if (socket.unsent > LAG_BYTES && socket.lag === null) this.lagHandler(socket);
  }
}

function formFor(socket: LiveSocket, message: Message): Buffer {
  return socket.compression === 'none' ? message.plain : compressedForm(socket, message);
}

/** Leaves the message to engine.io, which sends it after what it has under way: mostly in this turn, unless the client does not read. */
function queue(socket: LiveSocket, message: Message): number {
  const { conn, tcp } = socket;
  const frame = takesFrames(conn.transport) ? formFor(socket, message) : null;
  const options = frame === null ? {} : preEncoded(frame);
  const bytes = (frame ?? message.plain).length;
  if (tcp.writableLength === 0) {
    conn.write(message.packet, options);
  } else {
    socket.queued += bytes;
    conn.write(message.packet, options, () => {
      socket.queued -= bytes;
    });
  }
  return bytes;
}
