import { Injectable } from '@nestjs/common';
import { type EntityManager, MoreThanOrEqual } from 'typeorm';
import { ResultProgressEntity } from './entities/result-progress.entity.js';

/** The position up to which the log is included in the results. */
export interface Progress {
  /** null: never */
  readonly epoch: string | null;
  readonly seq: number;
  /** The current season at that position. */
  readonly season: number | null;
  /**
   * Number of transactions that have changed results. A worker that finds a different number than its own starts
   * again.
   */
  readonly writes: number;
}

/** The one row by which all workers coordinate. */
@Injectable()
export class ResultProgressStore {
  /** Reads without waiting; the row may be about to change. */
  read(db: EntityManager): Promise<Progress> {
    return db.findOneByOrFail(ResultProgressEntity, { id: 1 });
  }

  /** Waits until no other worker writes results, and blocks others until the transaction ends. */
  lock(tx: EntityManager): Promise<Progress> {
    return tx.findOneOrFail(ResultProgressEntity, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
  }

  /** Records under the lock that results have changed, so that a worker between two steps starts again. */
  async noteWrite(tx: EntityManager): Promise<void> {
    await tx.increment(ResultProgressEntity, { id: 1 }, 'writes', 1);
  }

  async move(tx: EntityManager, { epoch, seq, season }: Omit<Progress, 'writes'>): Promise<void> {
    await tx.update(ResultProgressEntity, { id: 1 }, { epoch, seq, season });
  }

  /** Returns true when the results include the log up to this position. */
  includes(tx: EntityManager, epoch: string, seq: number): Promise<boolean> {
    return tx.existsBy(ResultProgressEntity, { epoch, seq: MoreThanOrEqual(seq) });
  }
}
