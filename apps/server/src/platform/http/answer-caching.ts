import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import type { Observable } from 'rxjs';
import { routeKey } from './route-pattern.js';

/** For all to see: caches may keep it but must ask whether it is still true. */
const PUBLIC = 'no-cache';
/** The same for the player's own browser; no cache between us and the player may keep it. */
const PRIVATE = 'private, no-cache';

/** Routes whose answers may be kept, and how. Everything else under /api is `no-store`. */
export const KEPT_ANSWERS: Readonly<Record<string, string>> = {
  'GET /api/openapi.json': PUBLIC,
  'GET /api/docs': PUBLIC,
  'GET /api/docs/start.js': PUBLIC,
  'GET /api/docs/:file': PUBLIC,
  'GET /api/season': PUBLIC,
  'GET /api/season/games': PUBLIC,
  'GET /api/weeks/:week/games': PUBLIC,
  'GET /api/weeks/:week/facts': PUBLIC,
  'GET /api/teams': PUBLIC,
  // for visitors of other sites: any cache answers for so long, so that many visitors are few requests here
  'GET /api/widgets/:league': 'public, max-age=5',
  // these carry the tag of a position in the log, and are asked for again and again
  'GET /api/leagues/:id/standings': PRIVATE,
  'GET /api/leagues/:id/cards/:week': PRIVATE,
  'GET /api/leagues/:id/statistics': PRIVATE,
  'GET /api/reports/:id/document': PRIVATE,
};

/** Before everything else under /api: nobody keeps an answer, errors and unknown routes included. */
export function keepNothing(): RequestHandler {
  return (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  };
}

/** Lets answers be kept where the table says so. */
@Injectable()
export class AnswerCaching implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') {
      const http = context.switchToHttp();
      const kept = KEPT_ANSWERS[routeKey(http.getRequest<Request>())];
      if (kept !== undefined) http.getResponse<Response>().setHeader('Cache-Control', kept);
    }
    return next.handle();
  }
}
