import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { csvHead, csvLine } from './csv.js';
import type { CsvFile } from './csv-file.js';

/** Whoever does not read for this time is let go, and the rows' source with them. */
const PATIENCE_MS = 30_000;

/**
 * Sends rows as fast as they are read, and asks for no more before: what is in memory does not grow with the file.
 * A source that fails midway breaks the download off, so that half a file never looks like a whole one.
 */
export async function sendCsv(response: Response, file: CsvFile): Promise<void> {
  response.attachment(file.name).type('text/csv');
  response.setTimeout(PATIENCE_MS, () => response.destroy());
  try {
    await pipeline(Readable.from(linesOf(file), { highWaterMark: 4 }), response);
  } catch (error) {
    // the other side went away: nobody is left to be told
    if (!isPrematureClose(error)) throw error;
  }
}

/** Lines in blocks: one write per row would cost more than the row. */
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
