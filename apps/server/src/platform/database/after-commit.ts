import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type EntitySubscriberInterface, type QueryRunner } from 'typeorm';

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
