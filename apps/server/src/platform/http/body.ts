import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';
import { sendProblem } from '../errors/send-problem.js';
import { toAppError } from '../errors/to-app-error.js';

/** Inbound bodies: JSON of at most 16 KB. */
export const BODY_LIMIT_BYTES = 16 * 1024;

export function readJson(): RequestHandler {
  return express.json({ limit: BODY_LIMIT_BYTES, strict: true, reviver: refusePrototypes });
}

/** The schemas pass over such a field without a word; what was sent must be stored or refused. */
function refusePrototypes(name: string, value: unknown): unknown {
  if (name === '__proto__') throw new SyntaxError('a body cannot have a field __proto__');
  return value;
}

/** NUL and halves of a surrogate pair: PostgreSQL has no place for either, and nobody types them. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const NUL_IN_ADDRESS = /%00/;

/** After the body is read: what the database could not hold is refused in addresses and bodies, before anything is done with it. */
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

/** Errors of what runs before Nest (the body parser) as problem documents. */
export function bodyErrors(): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const known = toAppError(error);
    sendProblem(response, known.code === 'internal' ? new AppError('malformed-body') : known);
  };
}
