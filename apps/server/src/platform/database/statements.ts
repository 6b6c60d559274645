import { Injectable } from '@nestjs/common';
import {
  DataSource,
  type EntityManager,
  type EntitySubscriberInterface,
  type InsertQueryBuilder,
  type ObjectLiteral,
  type QueryRunner,
  Raw,
} from 'typeorm';
import { BULK_LIMIT_MS, withQueryLimit } from './session.js';

/** A change without the fields that are undefined. */
type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out undefined fields, so that an update does not touch their columns. */
export function given<T extends object>(change: T): Given<T> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** Condition of a repository's `where`: the time in the column is past by the database's clock. */
export const PAST = Raw((column) => `${column} <= now()`);

/**
 * Runs an insert that leaves an existing row with the same key unchanged.
 * @param column any column of the table
 * @returns false when the row existed
 */
export async function insertIfNew<T extends ObjectLiteral>(
  inserting: InsertQueryBuilder<T>,
  column: string,
): Promise<boolean> {
  const { raw } = await inserting.orIgnore().returning(column).execute();
  return (raw as unknown[]).length > 0;
}

/**
 * Runs statements that process all players: with a longer time limit, and with hash joins only. The planner estimates
 * numbers of rows from statistics, which may be older than a restore or than the rows of this transaction. Where it
 * expects one row it chooses a nested loop, which takes minutes for ten thousand players. The cost of a hash join
 * grows with the rows only, whatever the estimate.
 */
export async function inBulk<T>(tx: EntityManager, work: () => Promise<T>): Promise<T> {
  return withQueryLimit(BULK_LIMIT_MS, async () => {
    await setJoins(tx, 'off');
    const result = await work();
    // a failure ends the transaction, and the settings with it
    await setJoins(tx, 'on');
    return result;
  });
}

async function setJoins(tx: EntityManager, other: 'on' | 'off'): Promise<void> {
  await tx.query(`SELECT set_config('enable_nestloop', $1, true), set_config('enable_mergejoin', $1, true)`, [
    other,
  ]);
}

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

/** Delays a hint until the transaction that it is about commits. A rollback drops the hint. */
@Injectable()
export class AfterCommit implements EntitySubscriberInterface {
  private readonly waiting = new WeakMap<QueryRunner, Set<() => void>>();

  constructor(db: DataSource) {
    db.subscribers.push(this);
  }

  /**
   * Calls `hint` after the transaction of `tx` has committed; at once if there is none. Repeated calls with one
   * `hint` count once.
   */
  call(tx: EntityManager, hint: () => void): void {
    const runner = tx.queryRunner;
    if (runner?.isTransactionActive !== true) {
      hint();
      return;
    }
    const hints = this.waiting.get(runner) ?? new Set();
    this.waiting.set(runner, hints.add(hint));
  }

  afterTransactionCommit({ queryRunner }: { queryRunner: QueryRunner }): void {
    const hints = this.waiting.get(queryRunner);
    this.waiting.delete(queryRunner);
    for (const hint of hints ?? []) hint();
  }

  afterTransactionRollback({ queryRunner }: { queryRunner: QueryRunner }): void {
    this.waiting.delete(queryRunner);
  }
}
