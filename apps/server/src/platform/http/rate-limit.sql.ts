import type { EntityManager } from 'typeorm';

/**
 * Counts one hit; after the end of a window a new one begins.
 * @returns hits in this window, and seconds until it ends
 */
export async function countHit(
  manager: EntityManager,
  key: string,
  windowSeconds: number,
): Promise<{ hits: number; wait: number }> {
  const [row] = await manager.query<{ hits: number; wait: number }[]>(
    `INSERT INTO rate_limit AS r (key, hits, resets_at) VALUES ($1, 1, now() + make_interval(secs => $2))
     ON CONFLICT (key) DO UPDATE SET
       hits = CASE WHEN r.resets_at <= now() THEN 1 ELSE LEAST(r.hits + 1, 1000000) END,
       resets_at = CASE WHEN r.resets_at <= now() THEN excluded.resets_at ELSE r.resets_at END
     RETURNING hits, GREATEST(1, ceil(extract(epoch FROM resets_at - now())))::int AS wait`,
    [key, windowSeconds],
  );
  if (row === undefined) throw new Error('the hit was not counted');
  return row;
}
