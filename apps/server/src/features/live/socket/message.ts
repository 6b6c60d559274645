import { constants, deflateRawSync } from 'node:zlib';
import { LIVE_NAMESPACE } from '@sunday-live/contract';

/** Smaller frames are not compressed: the saving is not worth the client's time (bytes). */
export const COMPRESS_FROM_BYTES = 256;

const FIN_TEXT = 0x81;
const COMPRESSED = 0x40;
const SYNC_TAIL_BYTES = 4;
const LARGE_BYTES = 4096;

/** What a message may refer back to: the texts that were sent right before it, oldest first. */
export interface MessageContext {
  /** Id of the compressed message before this one; 0: none. */
  readonly after: number;
  readonly texts: readonly string[];
}

const NO_CONTEXT: MessageContext = { after: 0, texts: [] };
let lastId = 0;

/**
 * A message to many sockets, encoded once: every socket gets the same bytes. The compressed forms are made when the
 * first socket needs them.
 */
export class Message {
  readonly id: number;
  /** WebSocket text frame, ready for the TCP socket. */
  readonly plain: Buffer;
  private deflatedBytes: Buffer | null = null;
  private referringBytes: Buffer | null = null;

  /** @param packet the Socket.IO packet of an event, without engine.io's leading `4` */
  constructor(
    readonly packet: string,
    readonly context: MessageContext = NO_CONTEXT,
  ) {
    lastId += 1;
    this.id = lastId;
    this.plain = textFrame(this.text);
  }

  get text(): string {
    return `4${this.packet}`;
  }

  /** The payload, for Socket.IO's own encoder. */
  toJSON(): unknown {
    return JSON.parse(this.packet.slice(this.packet.indexOf('[')))[1];
  }

  /** True when clients that accept compressed frames get this message compressed, and keep it in their window. */
  get isCompressed(): boolean {
    return this.plain.length >= COMPRESS_FROM_BYTES;
  }

  /** The same frame by permessage-deflate (RFC 7692), readable without context. */
  get deflated(): Buffer {
    this.deflatedBytes ??= deflatedFrame(this.text, []);
    return this.deflatedBytes;
  }

  /** The same for clients that have just received the texts of the context, and nothing else compressed since. */
  get referring(): Buffer {
    this.referringBytes ??= deflatedFrame(this.text, this.context.texts);
    return this.referringBytes;
  }
}

/** Encodes a Socket.IO event on the live namespace. @param json the payload, already encoded */
export function eventMessage(event: string, json: string): Message {
  return new Message(eventPacket(event, json));
}

/** The same as a packet, from which another place makes a message. */
export function eventPacket(event: string, json: string): string {
  return `2${LIVE_NAMESPACE},["${event}",${json}]`;
}

/** Builds an unmasked WebSocket text frame, as servers send it. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = frameOf(length, FIN_TEXT);
  frame.write(text, frame.length - length, 'utf8');
  return frame;
}

function deflatedFrame(text: string, before: readonly string[]): Buffer {
  const raw = deflateRawSync(text, {
    finishFlush: constants.Z_SYNC_FLUSH,
    memLevel: text.length > LARGE_BYTES ? 8 : 5,
    ...(before.length > 0 ? { memLevel: 8, dictionary: Buffer.from(before.join('')) } : {}),
  });
  const length = raw.length - SYNC_TAIL_BYTES;
  const frame = frameOf(length, FIN_TEXT | COMPRESSED);
  raw.copy(frame, frame.length - length, 0, length);
  return frame;
}

/** Allocates a frame with its header written and room for the payload at its end. */
function frameOf(length: number, firstByte: number): Buffer {
  if (length < 126) {
    const frame = Buffer.allocUnsafe(2 + length);
    frame[0] = firstByte;
    frame[1] = length;
    return frame;
  }
  if (length < 65_536) {
    const frame = Buffer.allocUnsafe(4 + length);
    frame[0] = firstByte;
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
    return frame;
  }
  const frame = Buffer.allocUnsafe(10 + length);
  frame[0] = firstByte;
  frame[1] = 127;
  frame.writeBigUInt64BE(BigInt(length), 2);
  return frame;
}
