import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { noteFailure } from './database-failures.js';

interface Transaction {
  connections: number;
  over: boolean;
}

type Connect = (callback?: Callback) => unknown;
type Callback = (error: Error | undefined, ...rest: unknown[]) => void;

const current = new AsyncLocalStorage<Transaction>();
const refused: Error[] = [];

/** Second connections that were asked for and refused in this process, with their stacks: tests look whether there were any. */
export function refusedConnections(): readonly Error[] {
  return refused;
}

/**
 * A pool that refuses a second connection to whoever is in a transaction, where `guardTransactions` watches: requests that
 * hold one connection and wait for another wait for each other as soon as the pool is dry.
 */
export class GuardedPool extends pg.Pool {
  constructor(config?: pg.PoolConfig) {
    super(config);
    const connect = this.connect.bind(this) as Connect;
    Object.defineProperty(this, 'connect', { value: (callback?: Callback) => guarded(connect, callback) });
  }
}

/** From now on each transaction of the source has one connection; a second one is an error. */
export function guardTransactions(source: DataSource): void {
  const { manager } = source;
  const plain = manager.transaction.bind(manager) as (...args: unknown[]) => Promise<unknown>;
  const watched = (...args: unknown[]): Promise<unknown> => {
    const transaction: Transaction = { connections: 0, over: false };
    return current.run(transaction, async () => {
      try {
        return await plain(...args);
      } finally {
        // what was begun in the transaction may go on after it
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
