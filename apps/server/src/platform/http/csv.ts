import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';

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

/** Abort the download, and close the row source, if the client stalls this long. */
const PATIENCE_MS = 30_000;

/**
 * Sends rows at the reader's pace, so that memory use does not depend on the file's size. If the source fails midway,
 * the connection is broken off, so that half a file never looks complete.
 */
export async function sendCsv(response: Response, file: CsvFile): Promise<void> {
  response.attachment(file.name).type('text/csv');
  response.setTimeout(PATIENCE_MS, () => response.destroy());
  try {
    await pipeline(Readable.from(linesOf(file), { highWaterMark: 4 }), response);
  } catch (error) {
    // the client has disconnected, so there is nobody to report this to
    if (!isPrematureClose(error)) throw error;
  }
}

/** Joins lines into blocks, because one write per row would cost more than the row. */
async function* linesOf({ head, rows }: CsvFile): AsyncGenerator<string> {
  let block = csvHead(head);
  for await (const row of rows) {
    block += csvLine(row);
    if (block.length < 16_384) continue;
    yield block;
    block = '';
  }
  yield block;
}

function isPrematureClose(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
