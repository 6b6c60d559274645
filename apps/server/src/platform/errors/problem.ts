import type { ServerResponse } from 'node:http';
import type { Ack, Problem } from '@sunday-live/contract';
import type { AppError } from './app-error.js';
import { catalogue } from './catalogue.js';
import { toAppError } from './to-app-error.js';

/** Builds the problem document (RFC 9457) of an error. */
export function toProblem(error: AppError): Problem {
  const { status, title } = catalogue[error.code];
  return {
    type: `urn:sunday-live:problem:${error.code}`,
    title,
    status,
    code: error.code,
    ...(error.detail === undefined ? {} : { detail: error.detail }),
    ...error.members,
    ...(error.problems === undefined ? {} : { problems: error.problems.map((problem) => ({ ...problem })) }),
  };
}

/** Builds the acknowledgement of a socket message from the same error. */
export function toAck(error: unknown): Extract<Ack, { ok: false }> {
  const known = toAppError(error);
  return { ok: false, code: known.code, message: known.detail ?? catalogue[known.code].title };
}

/** Sends a problem document, unless an answer has already been started. */
export function sendProblem(response: ServerResponse, error: AppError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.retryAfterSeconds !== undefined)
    response.setHeader('Retry-After', String(error.retryAfterSeconds));
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  response.statusCode = error.status;
  response.end(JSON.stringify(toProblem(error)));
}
