import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { type CsvFile, csvHead, csvLine } from './csv.js';

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
