import express, {
  type ErrorRequestHandler,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express';
import type { Config } from '../../config/config.js';
import { AppError } from '../errors/app-error.js';
import { sendProblem, toAppError } from '../errors/problem.filter.js';
import { originAllowed } from './origin.js';

/** Mail programs post a form here, without cookies (RFC 8058); the token alone authorises it. */
export const ONE_CLICK_PATH = '/api/unsubscribe';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses requests that other sites could make a visitor's browser send: a foreign origin (also on reads, because of
 * the poll), a form or text/plain post, and a change with cookies that has neither our origin nor a content type that
 * forms cannot have.
 */
export function refuseForeignRequests(config: Config): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const error = refusal(config, request);
    if (error === null) next();
    else sendProblem(response, error);
  };
}

function refusal(config: Config, request: Request): AppError | null {
  if (request.method === 'POST' && request.baseUrl + request.path === ONE_CLICK_PATH) return null;
  const { origin, cookie } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && !originAllowed(config, origin)) return new AppError('origin-refused');
  if (READS.has(request.method)) return null;
  if (origin === undefined && cookie !== undefined && (site === 'cross-site' || site === 'same-site')) {
    return new AppError('origin-refused');
  }
  const type = request.headers['content-type'];
  if (type === undefined ? !hasBody(request) : /^application\/json\s*(;|$)/i.test(type)) return null;
  return new AppError(
    origin === undefined && cookie !== undefined ? 'origin-refused' : 'unsupported-media-type',
  );
}

function hasBody(request: Request): boolean {
  const length = request.headers['content-length'];
  return request.headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** Maximum size of a JSON body: 16 KB. */
const BODY_LIMIT_BYTES = 16 * 1024;

export function readJson(): RequestHandler {
  return express.json({ limit: BODY_LIMIT_BYTES, strict: true, reviver: refusePrototypes });
}

/** Refuses fields named `__proto__`. The schemas would silently drop them, but input must be stored or refused. */
function refusePrototypes(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('a body cannot have a field __proto__');
  return value;
}

/** NUL and lone surrogates: PostgreSQL cannot store them, and nobody types them. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const NUL_IN_ADDRESS = /%00/;

/** Refuses text that the database cannot store, in paths and bodies, before any handler runs. */
export function refuseUnstorable(): RequestHandler {
  return (request, response, next) => {
    if (!NUL_IN_ADDRESS.test(request.originalUrl) && isStorable(request.body)) next();
    else sendProblem(response, new AppError('invalid-input'));
  };
}

function isStorable(body: unknown): boolean {
  const open = [body];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string' && UNSTORABLE.test(value)) return false;
    if (value instanceof Object) open.push(...Object.keys(value), ...Object.values(value));
  }
  return true;
}

/** Turns errors of the body parser, which runs before Nest, into problem documents. */
export function bodyErrors(): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const known = toAppError(error);
    sendProblem(response, known.code === 'internal' ? new AppError('malformed-body') : known);
  };
}

const HEALTH = new Set(['/healthz', '/readyz', '/metrics']);

/** Limits a worker to health checks and metrics. */
export function onlyHealth(): RequestHandler {
  return (request, response, next) => {
    if (HEALTH.has(request.path)) next();
    else sendProblem(response, new AppError('not-found'));
  };
}
