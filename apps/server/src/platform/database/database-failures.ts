import { AsyncLocalStorage } from 'node:async_hooks';
import { databaseCode } from '../errors/to-app-error.js';

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
