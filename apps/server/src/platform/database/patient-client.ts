import type { Duplex } from 'node:stream';
import pg from 'pg';
import { noteFailure } from './database-failures.js';
import { QueryTimeout, queryLimit } from './query-limit.js';

type Query = (...args: unknown[]) => unknown;
type Callback = (error: unknown, result: unknown) => void;

/**
 * A connection whose loss never ends the process, and whose queries end in time.
 *
 * A pool takes its listener away when it lends a connection, and the borrower adds one a moment later: what the server
 * says in between, in the same packet as "ready", would be an error that nobody handles. Whoever uses the connection still
 * learns of it by the query that fails.
 *
 * A query beyond its limit of time ends the connection: the server may still be at work on it, so that nothing else can be
 * asked there, not even to roll back.
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
    // a stream of rows ends when its reader has them all
    else clearTimeout(timer);
    return result;
  }
}

function isCallback(argument: unknown): argument is Callback {
  return typeof argument === 'function';
}

function streamOf(client: pg.Client): Duplex {
  const { connection } = client as unknown as { connection: { stream: Duplex } };
  return connection.stream;
}
