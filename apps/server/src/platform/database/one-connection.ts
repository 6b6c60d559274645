import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { noteFailure } from './patient-client.js';

interface Transaction {
  connections: number;
  over: boolean;
}

type Connect = (callback?: Callback) => unknown;
type Callback = (error: Error | undefined, ...rest: unknown[]) => void;

const current = new AsyncLocalStorage<Transaction>();
const refused: Error[] = [];

/** Stacks of refused requests for a second connection in this process: tests check that there are none. */
export function refusedConnections(): readonly Error[] {
  return refused;
}

/**
 * A pool that refuses a second connection within a transaction, where `guardTransactions` watches. Requests that hold
 * one connection and wait for another block each other as soon as the pool is empty.
 */
export class GuardedPool extends pg.Pool {
  constructor(config?: pg.PoolConfig) {
    super(config);
    const connect = this.connect.bind(this) as Connect;
    Object.defineProperty(this, 'connect', { value: (callback?: Callback) => guarded(connect, callback) });
  }
}

/** Limits each transaction of the source to one connection; a request for a second one throws. */
export function guardTransactions(source: DataSource): void {
  const { manager } = source;
  const plain = manager.transaction.bind(manager) as (...args: unknown[]) => Promise<unknown>;
  const watched = (...args: unknown[]): Promise<unknown> => {
    const transaction: Transaction = { connections: 0, over: false };
    return current.run(transaction, async () => {
      try {
        return await plain(...args);
      } finally {
        // work that began in the transaction may continue after it
        transaction.over = true;
      }
    });
  };
  Object.defineProperty(manager, 'transaction', { value: watched });
}

function guarded(connect: Connect, callback: Callback | undefined): unknown {
  const transaction = current.getStore();
  if (transaction !== undefined && !transaction.over) {
    transaction.connections += 1;
    if (transaction.connections > 1) {
      const error = new Error('a second connection was asked for inside a transaction: use its own');
      refused.push(error);
      if (callback === undefined) return Promise.reject(error);
      callback(error);
      return undefined;
    }
  }
  if (callback === undefined) {
    const connecting = connect() as Promise<unknown>;
    connecting.catch(noteFailure);
    return connecting;
  }
  return connect((error, ...rest) => {
    if (error) noteFailure(error);
    callback(error, ...rest);
  });
}
