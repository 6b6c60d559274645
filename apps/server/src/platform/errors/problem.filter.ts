import type { ServerResponse } from 'node:http';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Ack, Problem } from '@sunday-live/contract';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { routePattern } from '../http/request-log.js';
import { Log } from '../logging/log.module.js';
import { AppError, catalogue, type ErrorCode, type InputProblem } from './app-error.js';

/** What a database error means for the client: `busy`, try again at once; `unavailable`, try again in a moment. */
type DatabaseTrouble = 'busy' | 'unavailable';

/**
 * SQLSTATEs for "try again": deadlock and serialization failure (40), a lock that is held, a cancelled query, too many
 * connections.
 */
const BUSY = new Set(['40001', '40P01', '53300', '53400', '55P03', '57014']);
/**
 * SQLSTATE classes that mean that the server cannot work: connection (08), resources (53), operator (57), system (58).
 */
const UNAVAILABLE_CLASS = /^(08|53|57|58)/;
/** A transaction that lost its connection or was idle too long; a read-only server, such as a replica. */
const UNAVAILABLE = new Set(['25006', '25P03', '25P04']);
/** Error codes of the network and the disk. */
const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
]);
/** Messages without a code that pg and TypeORM give for a lost connection. */
const LOST =
  /Connection terminated|Query read timeout|not queryable|[Qq]uery runner (was )?already released|Driver not Connected|Cannot use a pool after calling end/;
/** Message of pg for an exhausted pool; the error has no code. */
const POOL_IS_DRY = 'timeout exceeded when trying to connect';

/** Returns what the error says about the database; null for every other error. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  if (!(error instanceof Error)) return null;
  const code = databaseCode(error);
  if (BUSY.has(code) || error.message.includes(POOL_IS_DRY)) return 'busy';
  const away =
    (code.length === 5 && UNAVAILABLE_CLASS.test(code)) || UNAVAILABLE.has(code) || SYSTEM.has(code);
  return away || LOST.test(error.message) ? 'unavailable' : null;
}

/** Returns the SQLSTATE or the system's error code; empty when there is none. */
export function databaseCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const source = 'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
  return 'code' in source && typeof source.code === 'string' ? source.code : '';
}

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

/** Turns every thrown error into an HTTP answer. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const error = toAppError(thrown);
    if (error.code === 'internal') {
      this.log.failure('request failed', thrown, { method: request.method, path: routePattern(request) });
    }
    sendProblem(response, error);
  }
}
