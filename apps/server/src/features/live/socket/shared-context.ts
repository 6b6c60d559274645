import { Message } from './message.js';

/** A socket must have followed for this many messages before its frames refer back to them. */
const MESSAGES = 4;
/** What a deflate window holds. */
const CHARACTERS = 32_000;

/**
 * The last compressed messages of a room, which the next may refer back to (context takeover, RFC 7692). Every socket that
 * followed them without anything else compressed in between has the same window, so one encoding serves all of them: a delta
 * differs from the one before in a few digits, and travels as these.
 */
export class SharedContext {
  private texts: string[] = [];
  private last = 0;

  /** The room's next message. */
  next(packet: string): Message {
    const message = new Message(packet, { after: this.last, texts: this.texts });
    if (message.isCompressed) {
      this.texts = lastOf([...this.texts, message.text]);
      this.last = message.id;
    }
    return message;
  }
}

/** What compressed frames a client takes: none, each by itself, or such as refer to earlier ones. */
export type Compression = 'none' | 'single' | 'context';

/** What is known of a socket that takes compressed frames. */
export interface CompressionReader {
  readonly compression: Compression;
  /** Id of the message that was compressed for it last. */
  lastCompressed: number;
  /** How many messages of one room in a row that was. */
  compressedInARow: number;
}

/** The form that the reader can read, by what it got before; notes that it gets it. */
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
