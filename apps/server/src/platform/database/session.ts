import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource } from 'typeorm';

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

/**
 * Settings that the code relies on, whatever the server, the database or the role sets. The search path is not among
 * them: it is the installation's choice of schema. JIT is off: queries are short, and compiling one costs more than
 * running it.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO',
  IntervalStyle: 'postgres',
  bytea_output: 'hex',
  extra_float_digits: '1',
  array_nulls: 'on',
  transform_null_equals: 'off',
  standard_conforming_strings: 'on',
  default_transaction_isolation: 'read committed',
  default_transaction_read_only: 'off',
  jit: 'off',
};
/**
 * The server's own time limits are off: ours depend on the kind of work (query-limit.ts), and are longer for
 * migrations, backups and the first start.
 */
const LIMITS: Readonly<Record<string, string>> = { statement_timeout: '0', lock_timeout: '0' };

/** Options of a connection. */
export interface SessionConfig {
  readonly connectionString: string;
  readonly options: string;
}

/**
 * Gives every session our settings from its first statement on. Options in the database's address stay, before ours;
 * `pg` alone would let them replace ours.
 * @param more settings of this connection only
 */
export function sessionConfig(url: string, more: Readonly<Record<string, string>> = {}): SessionConfig {
  const address = new URL(url);
  const given = address.searchParams.get('options');
  address.searchParams.delete('options');
  const ours = Object.entries({ ...SETTINGS, ...LIMITS, ...more }).map(
    ([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`,
  );
  return { connectionString: address.href, options: [...(given ? [given] : []), ...ours].join(' ') };
}

/**
 * Returns why this database cannot be used although it answers: a proxy drops settings, or the server is read-only.
 * Null when it can.
 */
export async function sessionTrouble(source: DataSource): Promise<string | null> {
  const [row] = await source.query<Record<string, string>[]>(
    `SELECT ${Object.keys(SETTINGS).map((name) => `current_setting('${name}') AS "${name}"`)},
       current_setting('transaction_read_only') AS "readOnly"`,
  );
  if (row?.readOnly === 'on') return 'it is read-only';
  // DateStyle also contains the order of day and month, which only affects input that we never send
  const wrong = Object.entries(SETTINGS).filter(([name, value]) => row?.[name]?.split(',')[0] !== value);
  if (wrong.length === 0) return null;
  const words = wrong.map(([name, value]) => `${name} is ${row?.[name]} instead of ${value}`).join(', ');
  return `a pooler or proxy drops the settings of its sessions: ${words}`;
}
