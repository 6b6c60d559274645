import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { Config } from '../../config/config.js';
import { AppError } from '../errors/app-error.js';
import { sendProblem } from '../errors/problem.js';
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
