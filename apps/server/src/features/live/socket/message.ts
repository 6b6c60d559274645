import { constants, deflateRawSync } from 'node:zlib';
import { LIVE_NAMESPACE } from '@sunday-live/contract';

/** Below this a compressed frame saves nothing worth the client's time. */
export const COMPRESS_FROM_BYTES = 256;

const FIN_TEXT = 0x81;
const COMPRESSED = 0x40;
const SYNC_TAIL_BYTES = 4;
const LARGE_BYTES = 4096;

/**
 * A message to many sockets, encoded once: every socket gets the same bytes. The compressed form is made when the first
 * socket wants it.
 */
export class Message {
  /** WebSocket text frame, ready for the TCP socket. */
  readonly plain: Buffer;
  /** The Socket.IO packet without engine.io's leading `4`, for engine.io's own queue. */
  readonly packet: string;
  #deflated: Buffer | null = null;

  constructor(packet: string) {
    this.packet = packet;
    this.plain = textFrame(`4${packet}`);
  }

  /** The same frame by permessage-deflate (RFC 7692) without context, or `plain` where that is not smaller. */
  get deflated(): Buffer {
    this.#deflated ??= deflatedFrame(`4${this.packet}`, this.plain);
    return this.#deflated;
  }
}

/**
 * A Socket.IO event on the live namespace.
 * @param json the payload, already encoded
 */
export function eventMessage(event: string, json: string): Message {
  return new Message(`2${LIVE_NAMESPACE},["${event}",${json}]`);
}

/** An unmasked WebSocket text frame, as servers send it. */
export function textFrame(text: string): Buffer {
  const length = Buffer.byteLength(text);
  const frame = frameOf(length, FIN_TEXT);
  frame.write(text, frame.length - length, 'utf8');
  return frame;
}

function deflatedFrame(text: string, plain: Buffer): Buffer {
  if (plain.length < COMPRESS_FROM_BYTES) return plain;
  const raw = deflateRawSync(text, {
    finishFlush: constants.Z_SYNC_FLUSH,
    memLevel: plain.length > LARGE_BYTES ? 8 : 5,
  });
  const length = raw.length - SYNC_TAIL_BYTES;
  const frame = frameOf(length, FIN_TEXT | COMPRESSED);
  raw.copy(frame, frame.length - length, 0, length);
  return frame.length < plain.length ? frame : plain;
}

/** A frame with its header written and room for the payload at its end. */
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
