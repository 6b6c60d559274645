import type { ServerResponse } from 'node:http';
import type { AppError } from './app-error.js';
import { toProblem } from './problem.js';

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
