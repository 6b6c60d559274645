import { HttpException } from '@nestjs/common';
import { ZodError } from 'zod';
import { AppError, type InputProblem } from './app-error.js';
import type { ErrorCode } from './catalogue.js';

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

/** SQLSTATEs and socket codes that mean "try again", not "broken". */
const BUSY = new Set(['53300', '55P03', '57014', '40001', '40P01']);
/** A text that PostgreSQL cannot hold: it has a NUL in it, which nobody types. */
const NO_TEXT = new Set(['22021', '22P05']);
const UNAVAILABLE = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08001',
  '08003',
  'ECONNREFUSED',
  'ECONNRESET',
]);

/** Whatever was thrown, as what the outside may know of it. Unknown errors become `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ZodError) return new AppError('invalid-input', undefined, zodProblems(error));
  if (error instanceof HttpException) return new AppError(codeOfStatus(error.getStatus()));
  if (!(error instanceof Error)) return new AppError('internal');
  const code = databaseCode(error);
  if (BUSY.has(code) || isPoolExhausted(error)) return new AppError('busy', undefined, undefined, 1);
  if (NO_TEXT.has(code)) return new AppError('invalid-input');
  if (UNAVAILABLE.has(code) || /Connection terminated/.test(error.message)) {
    return new AppError('unavailable', undefined, undefined, 2);
  }
  if ('status' in error && typeof error.status === 'number' && 'expose' in error) {
    return new AppError(codeOfStatus(error.status));
  }
  return new AppError('internal');
}

/** One entry per issue: `path` is the field in dot notation. */
export function zodProblems(error: ZodError): InputProblem[] {
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

function databaseCode(error: Error): string {
  const source = 'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
  return 'code' in source && typeof source.code === 'string' ? source.code : '';
}

/** pg gives this one no code. */
function isPoolExhausted(error: Error): boolean {
  return error.message.includes('timeout exceeded when trying to connect');
}
