import { randomUUID } from 'node:crypto';
import { IncomingMessage, type ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { type HttpLogger, pinoHttp, startTime } from 'pino-http';
import { Histogram } from 'prom-client';
import type { Metrics } from '../health/metrics.js';
import type { Log } from '../logging/log.module.js';

const names = new WeakMap<object, string>();

/** Sets the route pattern of a request, where a controller serves many routes behind one wildcard. */
export function nameRoute(request: object, pattern: string): void {
  names.set(request, pattern);
}

/**
 * Returns the route that answers a request, `/api/weeks/:week/games`; never the address itself, which may contain a
 * token or a code. Files, pages and unknown addresses have the pattern `/*`.
 */
export function routePattern(request: object): string {
  const name = names.get(request);
  if (name !== undefined) return name;
  const route: unknown = Reflect.get(request, 'route');
  const path: unknown = typeof route === 'object' && route !== null ? Reflect.get(route, 'path') : null;
  return typeof path === 'string' ? path : '/*';
}

/** Returns the key of a request's route in tables of routes: `GET /api/weeks/:week/games`. */
export function routeKey(request: Request): string {
  return `${request.method === 'HEAD' ? 'GET' : request.method} ${routePattern(request)}`;
}

const KNOWN_ID = /^[\w-]{8,64}$/;
const ID_HEADER = 'X-Request-Id';

function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && KNOWN_ID.test(given) ? given : randomUUID();
}

/** Logs one line per request: method, route pattern (addresses may contain tokens), status, duration, request id. */
export function requestLog(log: Log): HttpLogger {
  return pinoHttp({
    logger: log.pino,
    genReqId: (request, response) => {
      const id = requestId(request);
      response.setHeader(ID_HEADER, id);
      return id;
    },
    // the error itself is logged where it is caught, with its stack
    customLogLevel: (_request, response) => (response.statusCode >= 500 ? 'warn' : 'debug'),
    // the route is known only at the end of a request
    customSuccessObject: withRoute,
    customErrorObject: (request, response, _error, value) => ({
      ...withRoute(request, response, value),
      err: undefined,
    }),
    wrapSerializers: false,
    serializers: {
      // the library's own description of a request contains its address
      req: (known: object) => (known instanceof IncomingMessage ? undefined : known),
      res: (response: { statusCode: number }) => ({ status: response.statusCode }),
    },
  });
}

/**
 * The same log for a route with thousands of answers a second, which runs before the middleware. It prepares a line
 * only when one will be written, because preparing it costs a quarter of such an answer.
 */
export class SparseRequestLog {
  private readonly log: HttpLogger;
  private readonly every: boolean;

  /** @param pattern of the route, for the log */
  constructor(
    log: Log,
    private readonly pattern: string,
  ) {
    this.log = requestLog(log);
    this.every = log.pino.isLevelEnabled('debug');
  }

  /** Call it when the request has arrived. */
  begin(request: IncomingMessage, response: ServerResponse): void {
    response[startTime] = Date.now();
    if (this.every) this.write(request, response);
  }

  /** Returns the headers to add to a successful answer. */
  headers(request: IncomingMessage, response: ServerResponse): readonly string[] {
    return response.hasHeader(ID_HEADER) ? [] : [ID_HEADER, requestId(request)];
  }

  /** Call it right before a problem is sent. */
  problem(request: IncomingMessage, response: ServerResponse, status: number): void {
    if (response.hasHeader(ID_HEADER)) return;
    if (status >= 500) this.write(request, response);
    else response.setHeader(ID_HEADER, requestId(request));
  }

  private write(request: IncomingMessage, response: ServerResponse): void {
    nameRoute(request, this.pattern);
    this.log(request, response);
  }
}

function withRoute(request: IncomingMessage, _response: ServerResponse, value: object): object {
  return { ...value, req: { id: request.id, method: request.method, path: routePattern(request) } };
}

const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * Counts and times every request by its route pattern, so that there is one series per route. Long polls are answered
 * earlier, and have metrics of their own.
 */
export function requestMetrics({ registry }: Metrics): RequestHandler {
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS_S,
    registers: [registry],
  });
  return (request, response, next) => {
    const end = seconds.startTimer();
    response.once('finish', () => {
      const status = `${Math.floor(response.statusCode / 100)}xx`;
      end({ method: request.method, route: routePattern(request), status });
    });
    next();
  };
}
