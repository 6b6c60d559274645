import type { Request } from 'express';

/** Value of a cell. Dates are written as ISO instants. */
export type CsvCell = string | number | boolean | Date | null;

/** Without this mark, Excel reads the file in the machine's code page, and garbles names. */
const BYTE_ORDER_MARK = '\uFEFF';

/** Returns the start of a CSV file: the byte order mark and the header line. */
export function csvHead(names: readonly string[]): string {
  return `${BYTE_ORDER_MARK}${csvLine(names)}`;
}

/** Returns a line of CSV (RFC 4180) with its line end. */
export function csvLine(cells: readonly CsvCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * Formats a cell. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers are never user
 * input, and stay numbers.
 */
export function csvCell(value: CsvCell): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'string') return String(value);
  const text = /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A CSV file whose rows are streamed. */
export interface CsvFile {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: AsyncIterable<readonly CsvCell[]>;
}

/** Maps rows to cells, one at a time. */
export async function* mapRows<T>(
  rows: AsyncIterable<T>,
  cells: (row: T) => CsvCell[],
): AsyncGenerator<CsvCell[]> {
  for await (const row of rows) yield cells(row);
}

/**
 * Returns whether a route with two formats answers with CSV. Both the answer and its rate limit depend on this
 * function.
 */
export function wantsCsv(request: Request): boolean {
  return request.accepts(['json', 'csv']) === 'csv';
}
