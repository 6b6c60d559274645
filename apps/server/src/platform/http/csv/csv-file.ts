import type { CsvCell } from './csv.js';

/** A file of rows to be written as they come. */
export interface CsvFile {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: AsyncIterable<readonly CsvCell[]>;
}

/** Rows as cells, one at a time. */
export async function* mapRows<T>(
  rows: AsyncIterable<T>,
  cells: (row: T) => CsvCell[],
): AsyncGenerator<CsvCell[]> {
  for await (const row of rows) yield cells(row);
}
