import type { Queue } from 'bullmq';
import { withTimeout } from '../async/polling-loop.js';

/**
 * The queue uses the machine's clock: a next tick this far ahead was set by a machine whose clock is ahead of this
 * one's.
 */
const FARTHEST_INTERVALS = 3;
/** BullMQ waits without limit for a store that is down. */
const STORE_LIMIT_MS = 2_000;

/**
 * Ensures that the queue has one job scheduler under its own name; any number of workers may call it. It creates the
 * scheduler again when the store has lost it, when its interval differs, when its next tick is too far ahead (a
 * worker with a wrong clock would otherwise stop all others for hours), and when it is `deaf`: it exists, but no tick
 * arrives.
 * @throws when the store does not answer
 */
export async function keepScheduler(queue: Queue, everyMs: number, deaf: boolean): Promise<void> {
  const id = queue.name;
  const found = await withTimeout(queue.getJobScheduler(id), STORE_LIMIT_MS);
  const isNear = (found?.next ?? 0) - Date.now() <= FARTHEST_INTERVALS * everyMs;
  if (found?.every === everyMs && isNear && !deaf) return;
  if (found && (deaf || !isNear)) await withTimeout(queue.removeJobScheduler(id), STORE_LIMIT_MS);
  await withTimeout(
    queue.upsertJobScheduler(
      id,
      { every: everyMs },
      { name: 'tick', opts: { removeOnComplete: true, removeOnFail: 20 } },
    ),
    STORE_LIMIT_MS,
  );
}
