import { gzipSync } from 'node:zlib';
import type { Feed } from '@sunday-live/contract';
import type { Frame, Position } from '../frame.js';

/** Smaller answers are not compressed: the saving is not worth the client's time (bytes). */
const COMPRESS_FROM_BYTES = 512;

export interface PollContent {
  readonly position: Position;
  readonly reset: boolean;
  readonly serverTime: Date;
  readonly feed: Feed;
  readonly frames: readonly Frame[];
}

/** A body with its headers, as alternating names and values. */
export interface PollBody {
  readonly bytes: Buffer;
  readonly headers: readonly string[];
}

/** The answer to a poll, encoded and compressed once for all clients that get it. */
export class PollAnswer {
  readonly plain: PollBody;
  private gzipped: PollBody | null = null;

  constructor({ position, reset, serverTime, feed, frames }: PollContent) {
    const events = frames.map((frame) => `{"type":"${frame.kind}",${frame.json.slice(1)}`).join(',');
    this.plain = body(
      Buffer.from(
        `{"epoch":${JSON.stringify(position.epoch)},"head":${position.seq},"reset":${reset},` +
          `"serverTime":"${serverTime.toISOString()}","feed":${JSON.stringify(feed)},"events":[${events}]}`,
      ),
    );
  }

  /** @param gzip true when the client accepts it compressed */
  body(gzip: boolean): PollBody {
    const { plain } = this;
    if (!gzip || plain.bytes.length < COMPRESS_FROM_BYTES) return plain;
    this.gzipped ??= body(gzipSync(plain.bytes), 'Content-Encoding', 'gzip');
    return this.gzipped;
  }
}

function body(bytes: Buffer, ...encoding: string[]): PollBody {
  return {
    bytes,
    headers: [
      'Content-Type',
      'application/json; charset=utf-8',
      'Content-Length',
      String(bytes.length),
      'Cache-Control',
      'no-store',
      'Vary',
      'Accept-Encoding',
      ...encoding,
    ],
  };
}
