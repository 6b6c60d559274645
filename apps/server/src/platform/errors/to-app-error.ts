import { HttpException } from '@nestjs/common';
import { z } from 'zod';
import { AppError, type InputProblem } from './app-error.js';
import type { ErrorCode } from './catalogue.js';
import { databaseCode, databaseTrouble } from './database-trouble.js';

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  400: 'malformed-body',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-found',
  409: 'conflict',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  422: 'invalid-input',
  429: 'too-many-requests',
  503: 'unavailable',
};

/** Somebody else has deleted meanwhile what this refers to, or made the same. */
const RACED = new Set(['23503', '23505']);
/** A text that PostgreSQL cannot hold: it has a NUL in it, which nobody types. */
const NO_TEXT = new Set(['22021', '22P05']);
/** Seconds after which trying again makes sense. */
const RETRY_AFTER = { busy: 1, unavailable: 2 } as const;

/** Whatever was thrown, as what the outside may know of it. Unknown errors become `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // of the contract's schemas, too, which are of zod/mini: its errors are no `ZodError`
  if (error instanceof z.core.$ZodError) return new AppError('invalid-input', undefined, zodProblems(error));
  if (error instanceof HttpException) return new AppError(codeOfStatus(error.getStatus()));
  if (!(error instanceof Error)) return new AppError('internal');
  const trouble = databaseTrouble(error);
  if (trouble !== null) return new AppError(trouble, undefined, undefined, RETRY_AFTER[trouble]);
  if (RACED.has(databaseCode(error))) return new AppError('conflict');
  if (NO_TEXT.has(databaseCode(error))) return new AppError('invalid-input');
  if ('status' in error && typeof error.status === 'number' && 'expose' in error) {
    return new AppError(codeOfStatus(error.status));
  }
  return new AppError('internal');
}

/** One entry per issue: `path` is the field in dot notation. */
export function zodProblems(error: z.core.$ZodError): InputProblem[] {
  return error.issues.map((issue) => ({
    code: issue.code.replaceAll('_', '-'),
    message: issue.message,
    path: issue.path.join('.'),
  }));
}

function codeOfStatus(status: number): ErrorCode {
  const known = BY_STATUS[status];
  if (known !== undefined) return known;
  return status >= 500 ? 'internal' : 'request-refused';
}
