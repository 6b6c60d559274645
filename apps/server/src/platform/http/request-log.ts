import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { pinoHttp } from 'pino-http';
import type { Log } from '../logging/log.js';

const KNOWN_ID = /^[\w-]{8,64}$/;

/** One line per request: method, path without its query (it may hold tokens), status, duration, request id. */
export function requestLog(log: Log): RequestHandler {
  return pinoHttp({
    logger: log.pino,
    genReqId: (request, response) => {
      const given = request.headers['x-request-id'];
      const id = typeof given === 'string' && KNOWN_ID.test(given) ? given : randomUUID();
      response.setHeader('X-Request-Id', id);
      return id;
    },
    // the error itself is logged where it is caught, with its stack
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'debug'),
    customErrorObject: (_request, _response, _error, value) => ({ ...value, err: undefined }),
    serializers: {
      req: (request: { id: string; method: string; url: string }) => ({
        id: request.id,
        method: request.method,
        path: request.url.split('?', 1)[0],
      }),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}
