import type { EntityManager } from 'typeorm';

/**
 * Records a failure of a service, unless the table is full.
 * @returns failures in a row; null when it was not recorded
 */
export async function noteFailing(
  manager: EntityManager,
  service: string,
  reason: string,
  mostServices: number,
): Promise<number | null> {
  const [row] = await manager.query<{ times: number }[]>(
    `INSERT INTO outside_trouble AS t (service, reason) SELECT $1, $2
     WHERE (SELECT count(*) FROM outside_trouble) < $3
     ON CONFLICT (service) DO UPDATE SET reason = excluded.reason, last_at = now(), times = t.times + 1
     RETURNING times`,
    [service, reason, mostServices],
  );
  return row?.times ?? null;
}
