import { constants, inflateRawSync } from 'node:zlib';
import type { WebSocket } from 'ws';

/** What ends a message's deflate stream and is left out on the wire (RFC 7692, 7.2.1). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const NOTHING = Buffer.alloc(0);

type Inflated = (error: Error | null, data?: Buffer) => void;

interface Inflater {
  readonly _maxPayload: number;
  decompress: (data: Buffer, fin: boolean, done: Inflated) => void;
}

/** Fragments of a compressed message that has not ended yet. ws bounds their size by `maxPayload`. */
const fragments = new WeakMap<Inflater, Buffer[]>();

/**
 * Lets a connection inflate each message by itself: clients are told to use no context, and ws would keep some 40 KB of
 * zlib state per connection from its first compressed message on.
 */
export function inflateOnce(client: WebSocket): void {
  const extension = extensionOf(client);
  if (extension !== null) extension.decompress = inflate;
}

function inflate(this: Inflater, data: Buffer, fin: boolean, done: Inflated): void {
  const parts = fragments.get(this) ?? [];
  parts.push(data);
  if (!fin) {
    fragments.set(this, parts);
    process.nextTick(done, null, NOTHING);
    return;
  }
  fragments.delete(this);
  try {
    const inflated = inflateRawSync(Buffer.concat([...parts, TAIL]), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: this._maxPayload,
    });
    process.nextTick(done, null, inflated);
  } catch (error) {
    process.nextTick(done, error);
  }
}

function extensionOf(client: WebSocket): Inflater | null {
  const receiver: unknown = Reflect.get(client, '_receiver');
  const extensions: unknown = receiver instanceof Object ? Reflect.get(receiver, '_extensions') : undefined;
  const extension: unknown =
    extensions instanceof Object ? Reflect.get(extensions, 'permessage-deflate') : undefined;
  return isInflater(extension) ? extension : null;
}

function isInflater(extension: unknown): extension is Inflater {
  return (
    extension instanceof Object &&
    typeof Reflect.get(extension, 'decompress') === 'function' &&
    typeof Reflect.get(extension, '_maxPayload') === 'number'
  );
}
