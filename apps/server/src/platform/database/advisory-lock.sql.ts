import type { EntityManager } from 'typeorm';

/** Waits for the cluster-wide lock with this number and holds it until the transaction commits. */
export async function lockUntilCommit(tx: EntityManager, key: number): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [key]);
}
