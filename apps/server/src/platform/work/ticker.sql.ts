import type { EntityManager } from 'typeorm';

/** Records that the queue's tick has arrived. */
export async function noteTick(manager: EntityManager, name: string): Promise<void> {
  await manager.query(
    `INSERT INTO ticker (name, ticked_at) VALUES ($1, now())
     ON CONFLICT (name) DO UPDATE SET ticked_at = now()`,
    [name],
  );
}

/**
 * Returns how long each ticker has been without a tick, in ms, by the database's clock. A ticker that never had a
 * tick is omitted.
 */
export async function silences(manager: EntityManager): Promise<ReadonlyMap<string, number>> {
  const rows = await manager.query<{ name: string; ms: number }[]>(
    `SELECT name, (extract(epoch FROM now() - ticked_at) * 1000)::float8 AS ms FROM ticker WHERE ticked_at IS NOT NULL`,
  );
  return new Map(rows.map(({ name, ms }) => [name, ms]));
}

/**
 * Takes a turn that is due. Of several workers that ask at once one gets it: it advances the due time.
 * @param next SQL expression of the due time of the turn after this one
 * @returns false when no turn is due, or another worker has it
 */
export async function takeTurn(manager: EntityManager, name: string, next: string): Promise<boolean> {
  const rows = await manager.query<unknown[]>(
    `INSERT INTO ticker AS t (name, due_at) VALUES ($1, ${next})
     ON CONFLICT (name) DO UPDATE SET due_at = excluded.due_at WHERE t.due_at <= now() RETURNING 1`,
    [name],
  );
  return rows.length > 0;
}
