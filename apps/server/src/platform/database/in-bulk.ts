import type { EntityManager } from 'typeorm';
import { BULK_LIMIT_MS, withQueryLimit } from './session.js';

/**
 * Runs statements that process all players: with a longer time limit, and with hash joins only. The planner estimates
 * numbers of rows from statistics, which may be older than a restore or than the rows of this transaction. Where it
 * expects one row it chooses a nested loop, which takes minutes for ten thousand players. The cost of a hash join
 * grows with the rows only, whatever the estimate.
 */
export async function inBulk<T>(tx: EntityManager, work: () => Promise<T>): Promise<T> {
  return withQueryLimit(BULK_LIMIT_MS, async () => {
    await setJoins(tx, 'off');
    const result = await work();
    // a failure ends the transaction, and the settings with it
    await setJoins(tx, 'on');
    return result;
  });
}

async function setJoins(tx: EntityManager, other: 'on' | 'off'): Promise<void> {
  await tx.query(`SELECT set_config('enable_nestloop', $1, true), set_config('enable_mergejoin', $1, true)`, [
    other,
  ]);
}
