/** What trouble with the database means for the asker: come again at once, or in a moment. */
export type DatabaseTrouble = 'busy' | 'unavailable';

/**
 * SQLSTATEs of "try again": deadlock and serialization (40), somebody else's lock, a query that was cancelled, too many
 * connections.
 */
const BUSY = new Set(['40001', '40P01', '53300', '53400', '55P03', '57014']);
/** Classes of SQLSTATEs that say that the server cannot do its work: connection (08), resources (53), operator (57), system (58). */
const UNAVAILABLE_CLASS = /^(08|53|57|58)/;
/** A transaction that lost its connection or fell asleep; a server that only reads, as a copy does. */
const UNAVAILABLE = new Set(['25006', '25P03', '25P04']);
/** The network's and the disk's own codes. */
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
/** What pg and TypeORM say, without a code, of a connection that is gone. */
const LOST =
  /Connection terminated|Query read timeout|not queryable|[Qq]uery runner (was )?already released|Driver not Connected|Cannot use a pool after calling end/;
/** pg gives this one no code. */
const POOL_IS_DRY = 'timeout exceeded when trying to connect';

/** Whether an error says that the database cannot serve now; null for every other one. */
export function databaseTrouble(error: unknown): DatabaseTrouble | null {
  if (!(error instanceof Error)) return null;
  const code = databaseCode(error);
  if (BUSY.has(code) || error.message.includes(POOL_IS_DRY)) return 'busy';
  const away =
    (code.length === 5 && UNAVAILABLE_CLASS.test(code)) || UNAVAILABLE.has(code) || SYSTEM.has(code);
  return away || LOST.test(error.message) ? 'unavailable' : null;
}

/** SQLSTATE, or the system's code; empty when there is none. */
export function databaseCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const source = 'driverError' in error && error.driverError instanceof Error ? error.driverError : error;
  return 'code' in source && typeof source.code === 'string' ? source.code : '';
}
