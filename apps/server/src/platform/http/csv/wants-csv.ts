import type { Request } from 'express';

/**
 * Returns whether a route with two formats answers with CSV. Both the answer and its rate limit depend on this
 * function.
 */
export function wantsCsv(request: Request): boolean {
  return request.accepts(['json', 'csv']) === 'csv';
}
