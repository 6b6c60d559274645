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
