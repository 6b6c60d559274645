import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type EntitySubscriberInterface, type QueryRunner } from 'typeorm';

/** Lets a hint wait for the commit of what it is about. It is dropped with the transaction. */
@Injectable()
export class AfterCommit implements EntitySubscriberInterface {
  private readonly waiting = new WeakMap<QueryRunner, Set<() => void>>();

  constructor(db: DataSource) {
    db.subscribers.push(this);
  }

  /** Calls `hint` once the transaction of `tx` is committed, at once when there is none. Asked twice, it is called once. */
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
