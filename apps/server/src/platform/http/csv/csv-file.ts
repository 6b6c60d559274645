import type { CsvCell } from './csv.js';

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
