import { AsyncLocalStorage } from 'node:async_hooks';
import { databaseCode } from '../errors/database-trouble.js';

interface Noted {
  error: unknown;
}

const DISK_FULL = '53100';
/** A disk that refused a write counts as full this long: the next write shows whether it still is. */
const DISK_FULL_FOR_MS = 10_000;

const noted = new AsyncLocalStorage<Noted>();
let diskFullAt: number | null = null;

/** Called for whatever a connection or the pool of them throws. */
export function noteFailure(error: unknown): void {
  if (databaseCode(error) === DISK_FULL) diskFullAt = performance.now();
  const store = noted.getStore();
  if (store !== undefined) store.error ??= error;
}

/**
 * Runs work of a library that turns errors of the database into answers of its own.
 * @returns its result, and the first error that the database gave it; undefined when there was none
 */
export async function withFailures<T>(work: () => Promise<T>): Promise<{ result: T; failure: unknown }> {
  const store: Noted = { error: undefined };
  const result = await noted.run(store, work);
  return { result, failure: store.error };
}

/** True while the database's disk is full, as far as this process has seen. */
export function diskIsFull(): boolean {
  return diskFullAt !== null && performance.now() - diskFullAt < DISK_FULL_FOR_MS;
}
