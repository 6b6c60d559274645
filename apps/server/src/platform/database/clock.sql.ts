import type { EntityManager } from 'typeorm';

/** Reads the database's clock, which all nodes share. It moves on within a transaction. */
export async function databaseNow(manager: EntityManager): Promise<Date> {
  const [row] = await manager.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
  if (row === undefined) throw new Error('the database has no clock');
  return row.now;
}

/** Waits for the cluster-wide lock with this number and holds it until the transaction commits. */
export async function lockUntilCommit(tx: EntityManager, key: number): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [key]);
}
