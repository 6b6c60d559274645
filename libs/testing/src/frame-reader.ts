import { constants, inflateRawSync } from 'node:zlib';

/** A received WebSocket message: its text, and its size on the wire with the frame header. */
export interface WireMessage {
  readonly opcode: number;
  readonly text: string;
  readonly wireBytes: number;
}

/** The end of a message's deflate stream, omitted on the wire (RFC 7692, 7.2.1). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const COMPRESSED = 0x40;

/** The deflate window: how far back a compressed message may refer. */
const WINDOW_BYTES = 32 * 1024;

/** Splits a server's byte stream into messages. Supports compression with context takeover; no fragments. */
export class FrameReader {
  private pending: Buffer = Buffer.alloc(0);
  /** The last bytes of the decompressed messages. */
  private window: Buffer = Buffer.alloc(0);

  constructor(private readonly onMessage: (message: WireMessage) => void) {}

  /** Reads bytes as they arrive, in pieces of any size. */
  read(bytes: Buffer): void {
    this.pending = this.pending.length === 0 ? bytes : Buffer.concat([this.pending, bytes]);
    for (;;) {
      const taken = this.takeFrame();
      if (taken === 0) return;
      this.pending = this.pending.subarray(taken);
    }
  }

  private takeFrame(): number {
    const frame = this.pending;
    const header = headerBytes(frame);
    if (header === null) return 0;
    const end = header + payloadBytes(frame);
    if (frame.length < end) return 0;
    const first = frame[0] ?? 0;
    const payload = frame.subarray(header, end);
    const text = (first & COMPRESSED) === 0 ? payload : this.inflate(payload);
    this.onMessage({ opcode: first & 15, text: text.toString('utf8'), wireBytes: end });
    return end;
  }

  private inflate(payload: Buffer): Buffer {
    const text = inflateRawSync(Buffer.concat([payload, TAIL]), {
      finishFlush: constants.Z_SYNC_FLUSH,
      ...(this.window.length > 0 ? { dictionary: this.window } : {}),
    });
    this.window = Buffer.concat([this.window, text]).subarray(-WINDOW_BYTES);
    return text;
  }
}

function headerBytes(frame: Buffer): number | null {
  if (frame.length < 2) return null;
  const size = (frame[1] ?? 0) & 127;
  const needed = size === 126 ? 4 : size === 127 ? 10 : 2;
  return frame.length < needed ? null : needed;
}

function payloadBytes(frame: Buffer): number {
  const size = (frame[1] ?? 0) & 127;
  if (size === 126) return frame.readUInt16BE(2);
  return size === 127 ? Number(frame.readBigUInt64BE(2)) : size;
}
