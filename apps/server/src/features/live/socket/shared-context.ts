import type { Frame } from '../hub/frames.js';
import { eventPacket, Message } from './message.js';

/** A socket must have followed for this many messages before its frames refer back to them. */
const MESSAGES = 4;
/** Size of a deflate window, bytes. */
const CHARACTERS = 32_000;

/**
 * The last compressed messages of a room, which the next may refer back to (context takeover, RFC 7692). Every socket
 * that received them with nothing else compressed in between has the same window, so one encoding serves all of them.
 * A delta differs from the previous one in a few digits, and is sent as little more than these.
 */
export class SharedContext {
  private texts: string[] = [];
  private last = 0;

  /** Encodes the room's next message. */
  next(packet: string): Message {
    const message = new Message(packet, { after: this.last, texts: this.texts });
    if (message.isCompressed) {
      this.texts = lastOf([...this.texts, message.text]);
      this.last = message.id;
    }
    return message;
  }
}

/** Which compressed frames a client accepts: none, independent ones, or also those that refer to earlier ones. */
export type Compression = 'none' | 'single' | 'context';

/** State of a socket that accepts compressed frames. */
export interface CompressionReader {
  readonly compression: Compression;
  /** Id of the message that was compressed for it last. */
  lastCompressed: number;
  /** How many messages of one room in a row were compressed for it. */
  compressedInARow: number;
}

/** Returns the form that the reader can decode, by what it received before, and records that it gets it. */
export function compressedForm(reader: CompressionReader, message: Message): Buffer {
  if (!message.isCompressed) return message.plain;
  const { after, texts } = message.context;
  const inARow = after !== 0 && reader.lastCompressed === after ? reader.compressedInARow : 0;
  reader.lastCompressed = message.id;
  reader.compressedInARow = inARow + 1;
  const refers = inARow > 0 && inARow >= texts.length && reader.compression === 'context';
  return refers ? message.referring : message.deflated;
}

function lastOf(texts: readonly string[]): string[] {
  let room = CHARACTERS;
  const kept: string[] = [];
  for (const text of texts.slice(-MESSAGES).reverse()) {
    room -= text.length;
    if (room < 0) break;
    kept.unshift(text);
  }
  return kept;
}

const encoded = new WeakMap<Frame, Message>();

/**
 * Returns the frame as a message; the same frame gives the same message, so that it is encoded once for all sockets.
 * @param context of the room, when the frame goes to a whole room
 */
export function frameMessage(frame: Frame, context?: SharedContext): Message {
  const known = encoded.get(frame);
  if (known !== undefined) return known;
  const packet = eventPacket(frame.kind, frame.json);
  const message = context === undefined ? new Message(packet) : context.next(packet);
  encoded.set(frame, message);
  return message;
}
