/** What a database error means for the client: `busy`, try again at once; `unavailable`, try again in a moment. */
export type DatabaseTrouble = 'busy' | 'unavailable';

/**
 * SQLSTATEs for "try again": deadlock and serialization failure (40), a lock that is held, a cancelled query, too many
 * connections.
 */
const BUSY = new Set(['40001', '40P01', '53300', '53400', '55P03', '57014']);
/**
 * SQLSTATE classes that mean that the server cannot work: connection (08), resources (53), operator (57), system (58).
 */
const UNAVAILABLE_CLASS = /^(08|53|57|58)/;
/** A transaction that lost its connection or was idle too long; a read-only server, such as a replica. */
const UNAVAILABLE = new Set(['25006', '25P03', '25P04']);
/** Error codes of the network and the disk. */
const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
]);
/** Messages without a code that pg and TypeORM give for a lost connection. */
const LOST =
  /Connection terminated|Query read timeout|not queryable|[Qq]uery runner (was )?already released|Driver not Connected|Cannot use a pool after calling end/;
/** Message of pg for an exhausted pool; the error has no code. */
const POOL_IS_DRY = 'timeout exceeded when trying to connect';

/** Returns what the error says about the database; null for every other error. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  if (!(error instanceof Error)) return null;
  const code = databaseCode(error);
  if (BUSY.has(code) || error.message.includes(POOL_IS_DRY)) return 'busy';
  const away =
    (code.length === 5 && UNAVAILABLE_CLASS.test(code)) || UNAVAILABLE.has(code) || SYSTEM.has(code);
  return away || LOST.test(error.message) ? 'unavailable' : null;
}

/** Returns the SQLSTATE or the system's error code; empty when there is none. */
export function databaseCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const source = 'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
  return 'code' in source && typeof source.code === 'string' ? source.code : '';
}
