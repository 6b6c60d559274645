import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import type { Observable } from 'rxjs';
import { routeKey } from './request-log.js';

/** Shared caches may store the answer, but must revalidate it. */
const PUBLIC = 'no-cache';
/** Only the player's own browser may store the answer, and must revalidate it. */
const PRIVATE = 'private, no-cache';

/** Routes whose answers may be cached, with their `Cache-Control`. Everything else under /api is `no-store`. */
export const CACHED_ROUTES: Readonly<Record<string, string>> = {
  'GET /api/openapi.json': PUBLIC,
  'GET /api/docs': PUBLIC,
  'GET /api/docs/start.js': PUBLIC,
  'GET /api/docs/:file': PUBLIC,
  'GET /api/season': PUBLIC,
  'GET /api/season/games': PUBLIC,
  'GET /api/weeks/:week/games': PUBLIC,
  'GET /api/weeks/:week/facts': PUBLIC,
  'GET /api/teams': PUBLIC,
  // for visitors of other sites: shared caches answer for five seconds, so that many visitors cause few requests
  'GET /api/widgets/:league': 'public, max-age=5',
  // tagged with a position of the log, and requested very often
  'GET /api/leagues/:id/standings': PRIVATE,
  'GET /api/leagues/:id/cards/:week': PRIVATE,
  'GET /api/leagues/:id/statistics': PRIVATE,
  'GET /api/reports/:id/document': PRIVATE,
};

/** Sets `no-store` before every handler under /api, so that it also applies to errors and unknown routes. */
export function forbidCaching(): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
}

/** Sets `Cache-Control` of the routes in `CACHED_ROUTES`. */
@Injectable()
export class AnswerCaching implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') {
      const http = context.switchToHttp();
      const kept = CACHED_ROUTES[routeKey(http.getRequest<Request>())];
      if (kept !== undefined) http.getResponse<Response>().setHeader('Cache-Control', kept);
    }
    return next.handle();
  }
}

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
