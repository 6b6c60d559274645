import { constants, inflateRawSync } from 'node:zlib';
import type { SendOptions, Transport } from './live-socket.js';

/**
 * The only private fields of ws and engine.io that the server uses. Each is worth at least 15 % of a target; where
 * one is missing, everything works the stock way (`private-fields.test.ts` removes each).
 *
 * - `receiver`, `extensions` (ws): a connection inflates each message by itself. ws keeps an inflater from the first
 * compressed message on, which browsers send at once: 26 KiB for a bare connection of ws instead of 12 (the target is
 * 12 in total), 21 with its smallest chunks. - `canSendFrame` (engine.io): whether it accepts frames that are encoded
 * already. Without it, frames queued behind an acknowledgement are sent uncompressed: the first snapshot of a
 * 100-player league is 13 KB instead of 2.4 (the target is 12).
 */
export const FIELDS = {
  receiver: '_receiver',
  extensions: '_extensions',
  canSendFrame: '_canSendPreEncodedFrame',
};

/** The end of a message's deflate stream, which is left out on the wire (RFC 7692, 7.2.1). */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const NOTHING = Buffer.alloc(0);

/** ws's permessage-deflate of one connection. */
interface Inflater {
  readonly _maxPayload: number;
  decompress(data: Buffer, fin: boolean, done: (error: Error | null, data?: Buffer) => void): void;
}

/** Fragments of a compressed message that has not ended yet. ws bounds their size by `maxPayload`. */
const fragments = new WeakMap<Inflater, Buffer[]>();

/** Makes a connection of ws inflate each message by itself: the handshake makes clients compress without context. */
export function inflateOnce(client: object): void {
  const extension = field(field(field(client, FIELDS.receiver), FIELDS.extensions), 'permessage-deflate');
  if (isInflater(extension)) extension.decompress = inflate;
}

function inflate(
  this: Inflater,
  data: Buffer,
  fin: boolean,
  done: (error: Error | null, data?: Buffer) => void,
): void {
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

/** Options of engine.io's `write` with a whole WebSocket frame, as Socket.IO's own adapter sends it. */
export function preEncoded(frame: Buffer): SendOptions {
  const options: SendOptions & { readonly wsPreEncodedFrame: readonly Buffer[] } = {
    wsPreEncodedFrame: [frame],
  };
  return options;
}

/** Returns true when engine.io sends the frame of `preEncoded` rather than the packet beside it. */
export function takesFrames(transport: Transport): boolean {
  const asked: unknown = field(transport, FIELDS.canSendFrame);
  return (
    typeof asked === 'function' &&
    Reflect.apply(asked, transport, [{ options: preEncoded(NOTHING) }]) === true
  );
}

function isInflater(extension: unknown): extension is Inflater {
  return (
    typeof field(extension, 'decompress') === 'function' &&
    typeof field(extension, '_maxPayload') === 'number'
  );
}

function field(owner: unknown, name: string): unknown {
  return owner instanceof Object ? Reflect.get(owner, name) : undefined;
}
