import type { DataSource } from 'typeorm';

const BATCH = 500;

/**
 * Reads rows of a query by a cursor, in one snapshot, with one batch at a time in memory. The connection is returned
 * when the rows end, when the reader stops, and when the query fails.
 */
export async function* readInBatches<T>(
  db: DataSource,
  sql: string,
  parameters: readonly unknown[] = [],
): AsyncGenerator<T> {
  const runner = db.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    await runner.query('SET TRANSACTION READ ONLY');
    await runner.query(`DECLARE batches NO SCROLL CURSOR FOR ${sql}`, [...parameters]);
    for (;;) {
      const rows: T[] = await runner.query(`FETCH ${BATCH} FROM batches`);
      yield* rows;
      if (rows.length < BATCH) break;
    }
  } finally {
    if (runner.isTransactionActive) await runner.rollbackTransaction();
    await runner.release();
  }
}
