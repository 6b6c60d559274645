import { AsyncLocalStorage } from 'node:async_hooks';
import { type Duplex, Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { databaseCode } from '../errors/problem.filter.js';
import { QueryTimeout, queryLimit } from './session.js';

type Query = (...args: unknown[]) => unknown;
type Callback = (error: unknown, result: unknown) => void;

/**
 * A connection whose loss never ends the process, and whose queries have a time limit.
 *
 * A pool removes its error listener when it lends a connection, and the borrower adds one a moment later. An error
 * that arrives in between, in the same packet as "ready", would have no listener and end the process. The borrower
 * still learns of it: its query fails.
 *
 * A query beyond its time limit closes the connection. The server may still be working on it, so that the connection
 * cannot even roll back.
 */
export class PatientClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
    const query = this.query.bind(this) as Query;
    Object.defineProperty(this, 'query', { value: (...args: unknown[]) => this.limited(query, args) });
  }

  private limited(query: Query, args: readonly unknown[]): unknown {
    const limit = queryLimit();
    const timer = setTimeout(() => streamOf(this).destroy(new QueryTimeout(limit)), limit);
    const settled = (error?: unknown): void => {
      clearTimeout(timer);
      if (error) noteFailure(error);
    };
    const last = args.at(-1);
    if (isCallback(last)) {
      const done: Callback = (error, result) => {
        settled(error);
        last(error, result);
      };
      return query(...args.slice(0, -1), done);
    }
    const result = query(...args);
    if (result instanceof Promise) result.then(() => settled(), settled);
    // COPY: the limit is for all of its rows
    else if (isStream(result)) finished(result).then(() => settled(), settled);
    else clearTimeout(timer);
    return result;
  }
}

function isCallback(argument: unknown): argument is Callback {
  return typeof argument === 'function';
}

function isStream(result: unknown): result is Readable | Writable {
  return result instanceof Readable || result instanceof Writable;
}

function streamOf(client: pg.Client): Duplex {
  const { connection } = client as unknown as { connection: { stream: Duplex } };
  return connection.stream;
}

interface Noted {
  error: unknown;
}

const DISK_FULL = '53100';
/** After a refused write the disk counts as full for this long (ms). The next write after that tests it again. */
const DISK_FULL_FOR_MS = 10_000;

const noted = new AsyncLocalStorage<Noted>();
let diskFullAt: number | null = null;

/** Records what a connection or the pool has thrown. */
export function noteFailure(error: unknown): void {
  if (databaseCode(error) === DISK_FULL) diskFullAt = performance.now();
  const store = noted.getStore();
  if (store !== undefined) store.error ??= error;
}

/**
 * Runs work of a library that replaces the database's errors by its own.
 * @returns its result, and the first error of the database during the work; undefined when there was none
 */
export async function withFailures<T>(work: () => Promise<T>): Promise<{ result: T; failure: unknown }> {
  const store: Noted = { error: undefined };
  const result = await noted.run(store, work);
  return { result, failure: store.error };
}

/** Returns true while the database's disk is full, as far as this process has seen. */
export function diskIsFull(): boolean {
  return diskFullAt !== null && performance.now() - diskFullAt < DISK_FULL_FOR_MS;
}
