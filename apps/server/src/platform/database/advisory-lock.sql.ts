import type { EntityManager } from 'typeorm';

/** Lets one transaction of all nodes pass at a time: waits for the lock of this number, and has it until the commit. */
export async function lockUntilCommit(tx: EntityManager, key: number): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [key]);
}
