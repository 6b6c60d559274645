import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { AppError } from '../errors/app-error.js';
import { sendProblem } from '../errors/problem.js';
import { toAppError } from '../errors/to-app-error.js';

/** Maximum size of a JSON body: 16 KB. */
export const BODY_LIMIT_BYTES = 16 * 1024;

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
