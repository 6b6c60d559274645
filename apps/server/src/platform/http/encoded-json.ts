import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

/** Smaller bodies are not compressed: the saving is not worth the client's time. */
const COMPRESS_FROM_BYTES = 1_024;
const compress = promisify(gzip);

/** JSON that is encoded and compressed once, for all requests. */
export class EncodedJson {
  readonly plain: Buffer;
  private compressed: Promise<Buffer> | null = null;

  constructor(value: unknown) {
    this.plain = Buffer.from(JSON.stringify(value));
  }

  /** Sends the body, or `304` when the client has the content with this tag. */
  async send(request: Request, response: Response, tag: string): Promise<void> {
    response.type('json').set('ETag', `"${tag}"`).vary('Accept-Encoding');
    if (request.fresh) {
      response.status(304).end();
    } else if (this.plain.length >= COMPRESS_FROM_BYTES && request.acceptsEncodings('gzip') === 'gzip') {
      this.compressed ??= compress(this.plain);
      response.set('Content-Encoding', 'gzip').send(await this.compressed);
    } else {
      response.send(this.plain);
    }
  }
}
