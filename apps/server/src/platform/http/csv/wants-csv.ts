import type { Request } from 'express';

/** Whether a route that gives a table as JSON or as a file gives the file: its answer and its limit go by this alone. */
export function wantsCsv(request: Request): boolean {
  return request.accepts(['json', 'csv']) === 'csv';
}
