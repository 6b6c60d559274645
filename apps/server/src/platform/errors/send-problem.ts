import type { Response } from 'express';
import type { AppError } from './app-error.js';
import { toProblem } from './problem.js';

/** Answers with a problem document, unless an answer is already on its way. */
export function sendProblem(response: Response, error: AppError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error.retryAfterSeconds !== undefined)
    response.setHeader('Retry-After', String(error.retryAfterSeconds));
  response.setHeader('Cache-Control', 'no-store');
  response
    .status(error.status)
    .type('application/problem+json')
    .send(JSON.stringify(toProblem(error)));
}
