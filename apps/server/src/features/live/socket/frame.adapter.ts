import { Adapter, type BroadcastOptions, type Room, type SocketId } from 'socket.io-adapter';
import type { LiveNamespace, LiveSocket } from './live-socket.js';
import { eventMessage, Message } from './message.js';
import { preEncoded, takesFrames } from './private-fields.js';
import { compressedForm } from './shared-context.js';

/** A socket with more unsent bytes than this lags: it gets nothing more until it has read them. */
export const LAG_BYTES = 64 * 1024;

const NOBODY: ReadonlySet<LiveSocket> = new Set();

/** State of a room beside Socket.IO's set of ids. */
interface RoomMembers {
  /** The receivers of a broadcast. Looking each up by its id would cost a quarter of sending the message. */
  readonly sockets: Set<LiveSocket>;
  /** The set with this room only: sockets in no other room share it, instead of having one each (200 bytes). */
  readonly alone: Set<Room>;
}

/** Called once when a socket starts to lag, after the message that caused it was queued. */
export type LagHandler = (socket: LiveSocket) => void;

/**
 * Socket.IO's rooms with a broadcast of our own: one WebSocket frame, encoded once per node, is written to the TCP
 * socket of every member. Stock Socket.IO makes a packet object and several events for each member, which costs as
 * much as the write itself (docs/performance.md, fan-out).
 *
 * Packets keep their order on each socket: while engine.io sends a packet of its own (an acknowledgement, a ping),
 * frames are queued behind it. Upgrades and other transports, which would reorder, are refused at the handshake.
 */
export class FrameAdapter extends Adapter {
  declare readonly nsp: LiveNamespace;
  /** Counts what was sent, for the metrics. */
  readonly sent = { frames: 0, bytes: 0 };
  private readonly members = new Map<Room, RoomMembers>();
  private lagHandler: LagHandler = () => undefined;

  onLag(handler: LagHandler): void {
    this.lagHandler = handler;
  }

  /** A socket's own room is not kept: `send` reaches one socket. */
  override addAll(id: SocketId, rooms: Set<Room>): void {
    rooms.delete(id);
    for (const room of rooms) this.add(id, room);
  }

  override del(id: SocketId, room: Room): void {
    const rooms = new Set(this.sids.get(id));
    rooms.delete(room);
    if (rooms.size > 0) this.sids.set(id, rooms);
    else this.sids.delete(id);
    void super.del(id, room);
    const live = this.nsp.sockets.get(id)?.data.live;
    if (live !== undefined) this.members.get(room)?.sockets.delete(live);
    if (!this.rooms.has(room)) this.members.delete(room);
  }

  override delAll(id: SocketId): void {
    for (const room of this.sids.get(id) ?? []) this.del(id, room);
  }

  /** Implements `namespace.to(room).emit(event, payload)`. A payload that is a `Message` is sent as it is. */
  override broadcast(packet: { readonly data: [string, unknown] }, options: BroadcastOptions): void {
    const [room, ...others] = options.rooms;
    if (room === undefined || others.length > 0 || (options.except?.size ?? 0) > 0) {
      super.broadcast(packet, options);
      return;
    }
    const [event, payload] = packet.data;
    const message = payload instanceof Message ? payload : eventMessage(event, JSON.stringify(payload));
    this.toAll(this.socketsIn(room), message);
  }

  /** The sockets of a room. */
  socketsIn(room: Room): ReadonlySet<LiveSocket> {
    return this.members.get(room)?.sockets ?? NOBODY;
  }

  /** Sends to each socket that does not lag. */
  toAll(sockets: Iterable<LiveSocket>, message: Message): void {
    for (const socket of sockets) {
      if (socket.lag === null) this.send(socket, message);
    }
  }

  /** Sends to one socket, lagging or not; a closing one gets nothing. */
  send(socket: LiveSocket, message: Message): void {
    const { conn, transport, tcp } = socket;
    if (conn.readyState !== 'open' || !tcp.writable) return;
    let bytes: number;
    if (transport.writable) {
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

  private add(id: SocketId, room: Room): void {
    const members = this.membersOf(room);
    const before = this.sids.get(id);
    // a set that Socket.IO may add to
    if (before !== undefined) this.sids.set(id, new Set(before));
    void super.addAll(id, new Set([room]));
    if (before === undefined) this.sids.set(id, members.alone);
    const live = this.nsp.sockets.get(id)?.data.live;
    if (live !== undefined) members.sockets.add(live);
  }

  private membersOf(room: Room): RoomMembers {
    const known = this.members.get(room);
    if (known !== undefined) return known;
    const members = { sockets: new Set<LiveSocket>(), alone: new Set([room]) };
    this.members.set(room, members);
    return members;
  }
}

function formFor(socket: LiveSocket, message: Message): Buffer {
  return socket.compression === 'none' ? message.plain : compressedForm(socket, message);
}

/**
 * Hands the message to engine.io, which sends it after its own packets: usually in this turn, unless the client does
 * not read.
 */
function queue(socket: LiveSocket, message: Message): number {
  const { conn, transport, tcp } = socket;
  const frame = takesFrames(transport) ? formFor(socket, message) : null;
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
