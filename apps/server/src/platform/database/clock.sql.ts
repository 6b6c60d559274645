import type { EntityManager } from 'typeorm';

/** The time by the database's clock, which is the same for every node. It moves on within a transaction. */
export async function databaseNow(manager: EntityManager): Promise<Date> {
  const [row] = await manager.query<{ now: Date }[]>('SELECT clock_timestamp() AS now');
  if (row === undefined) throw new Error('the database has no clock');
  return row.now;
}
