import { withClient } from './with-client.js';

/** Interval at which the connection of a lock is tried. */
const LOOK_MS = 5_000;

/**
 * Runs work that one process of the cluster may do at a time. The database frees the lock of a process that dies.
 * @param work its signal aborts when `signal` does, or when the lock is lost with its connection
 * @returns null when another process has the lock
 */
export async function withClusterLock<T>(
  url: string,
  lock: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  return withClient(url, 'lock', async (client) => {
    const { rows } = await client.query<{ held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [lock]);
    if (rows[0]?.held !== true) return null;
    const lost = new AbortController();
    const loose = (): void => lost.abort(new Error('the connection to the database was lost'));
    client.once('end', loose);
    const look = setInterval(() => void client.query('SELECT 1').catch(loose), LOOK_MS);
    try {
      return await work(AbortSignal.any([signal, lost.signal]));
    } finally {
      clearInterval(look);
      client.off('end', loose);
    }
  });
}
