import pg from 'pg';
import { sessionConfig } from './session.js';

/**
 * Runs work on a connection of its own, and closes it. Closing rolls back a transaction that was not committed.
 * @param purpose shown in the database's list of sessions
 * @param signal closes the connection, which ends the running statement
 */
export async function withClient<T>(
  url: string,
  purpose: string,
  work: (client: pg.Client) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  signal?.throwIfAborted();
  const client = new pg.Client({ ...sessionConfig(url), application_name: `sunday-live ${purpose}` });
  // the statement that runs fails, too; without a listener the process would end
  client.on('error', () => undefined);
  const stop = (): void => void client.end().catch(() => undefined);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    await client.end();
  }
}
