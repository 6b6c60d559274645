import { AsyncLocalStorage } from 'node:async_hooks';

/** How long a query may take before it counts as failed: a server that is suspended would keep its client for ever. */
export const QUERY_LIMIT_MS = 5_000;
/** For what works through a whole season, or through everybody, in a few statements. */
export const BULK_LIMIT_MS = 120_000;
/** For changes of the schema. */
export const MIGRATION_LIMIT_MS = 3_600_000;

const limits = new AsyncLocalStorage<number>();

/** Gives each query that `work` makes another limit of time. */
export function withQueryLimit<T>(ms: number, work: () => T): T {
  return limits.run(ms, work);
}

/** The limit that holds for a query that is made now. */
export function queryLimit(): number {
  return limits.getStore() ?? QUERY_LIMIT_MS;
}

/** The database has not answered in time; its connection is given up. */
export class QueryTimeout extends Error {
  override readonly name = 'QueryTimeout';
  readonly code = 'ETIMEDOUT';

  constructor(ms: number) {
    super(`PostgreSQL did not answer within ${ms} ms`);
  }
}
