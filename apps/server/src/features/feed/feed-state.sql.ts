import type { Feed } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';

/** How the last poll ended, and when the next is due. */
export interface FeedNow {
  readonly state: Feed['state'];
  /** The last success; null when there was none. */
  readonly asOf: Date | null;
  /** Time since then, or since the state of a feed without a success, ms. */
  readonly ageMs: number;
  readonly failures: number;
  readonly lastError: string | null;
  readonly changedAt: Date;
  readonly dueAt: Date;
  readonly intervalMs: number;
  readonly latencyMs: number | null;
  readonly source: string | null;
}

/** Reads the feed's state with its age by the database's clock. */
export async function feedNow(manager: EntityManager): Promise<FeedNow> {
  const [row] = await manager.query<FeedNow[]>(
    `SELECT state, as_of AS "asOf", (extract(epoch FROM now() - coalesce(as_of, changed_at)) * 1000)::float8 AS "ageMs",
       failures, last_error AS "lastError", changed_at AS "changedAt", due_at AS "dueAt", interval_ms AS "intervalMs",
       latency_ms AS "latencyMs", source
     FROM feed_state JOIN feed_poll USING (id) WHERE id = 1`,
  );
  if (row === undefined) throw new Error('the feed has no state');
  return row;
}
