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

/**
 * Foreign key and unique violations: another request deleted the row that this one refers to, or created the same row
 * first.
 */
const RACED = new Set(['23503', '23505']);
/** Text that PostgreSQL cannot store, because it contains a NUL character. */
const NO_TEXT = new Set(['22021', '22P05']);
/** Seconds after which the client may try again. */
const RETRY_AFTER = { busy: 1, unavailable: 2 } as const;

/** Turns anything thrown into an error that clients may see. Unknown errors become `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  // covers zod/mini, too: the contract's schemas throw its errors, which are not `ZodError`
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

/** Returns one problem per issue; `path` is the field in dot notation. */
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
