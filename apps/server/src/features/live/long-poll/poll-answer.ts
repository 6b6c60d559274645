import { gzipSync } from 'node:zlib';
import type { Feed } from '@sunday-live/contract';
import type { Frame, Position } from '../frame.js';

/** Below this a compressed answer saves nothing worth the client's time. */
const COMPRESS_FROM_BYTES = 512;

export interface PollContent {
  readonly position: Position;
  readonly reset: boolean;
  readonly serverTime: Date;
  readonly feed: Feed;
  readonly frames: readonly Frame[];
}

/** How one client wants its answer. */
export interface AnswerForm {
  readonly gzip: boolean;
  /** The connection ends with this answer. */
  readonly close: boolean;
}

/** The answer to a poll, built once for everybody who gets it: body, and whole HTTP messages ready for the TCP socket. */
export class PollAnswer {
  readonly body: Buffer;
  readonly #date: string;
  #plain: Buffer | null = null;
  #gzipped: Buffer | null = null;

  constructor({ position, reset, serverTime, feed, frames }: PollContent) {
    const events = frames.map((frame) => `{"type":"${frame.kind}",${frame.json.slice(1)}`).join(',');
    this.#date = serverTime.toUTCString();
    this.body = Buffer.from(
      `{"epoch":${JSON.stringify(position.epoch)},"head":${position.seq},"reset":${reset},` +
        `"serverTime":"${serverTime.toISOString()}","feed":${JSON.stringify(feed)},"events":[${events}]}`,
    );
  }

  /** The HTTP/1.1 message; the same bytes for all clients that want the same form. */
  http({ gzip, close }: AnswerForm): Buffer {
    const compress = gzip && this.body.length >= COMPRESS_FROM_BYTES;
    if (close) return this.#message(compress, 'Connection: close\r\n');
    if (compress) {
      this.#gzipped ??= this.#message(true, '');
      return this.#gzipped;
    }
    this.#plain ??= this.#message(false, '');
    return this.#plain;
  }

  #message(compress: boolean, connection: string): Buffer {
    const body = compress ? gzipSync(this.body) : this.body;
    const head =
      `HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nCache-Control: no-store\r\n` +
      `X-Content-Type-Options: nosniff\r\nVary: Accept-Encoding\r\nDate: ${this.#date}\r\n${connection}` +
      `${compress ? 'Content-Encoding: gzip\r\n' : ''}Content-Length: ${body.length}\r\n\r\n`;
    return Buffer.concat([Buffer.from(head, 'latin1'), body]);
  }
}
