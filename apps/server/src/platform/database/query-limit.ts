import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * How long a query may take before it counts as failed (ms). Without a limit a suspended server would hold its client
 * for ever.
 */
export const QUERY_LIMIT_MS = 5_000;
/** Limit for statements that process a whole season, or all players. */
export const BULK_LIMIT_MS = 120_000;
/** Limit for changes of the schema. */
export const MIGRATION_LIMIT_MS = 3_600_000;

const limits = new AsyncLocalStorage<number>();

/** Gives all queries that `work` makes another time limit (ms). */
export function withQueryLimit<T>(ms: number, work: () => T): T {
  return limits.run(ms, work);
}

/** Returns the time limit of a query that is made now (ms). */
export function queryLimit(): number {
  return limits.getStore() ?? QUERY_LIMIT_MS;
}

/** The database has not answered in time; the connection is closed. */
export class QueryTimeout extends Error {
  override readonly name = 'QueryTimeout';
  readonly code = 'ETIMEDOUT';

  constructor(ms: number) {
    super(`PostgreSQL did not answer within ${ms} ms`);
  }
}
