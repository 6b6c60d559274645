import type { EntityManager } from 'typeorm';
import { BULK_LIMIT_MS, withQueryLimit } from './query-limit.js';

/**
 * Runs what works through everybody in a few statements: it has more time, and joins by hash only. The planner guesses numbers of
 * rows from statistics that a restore, or the rows of this very transaction, have left behind. Where it guesses one, it compares each row
 * with every other, which takes minutes for ten thousand players; a hash costs as many steps as there are rows, whatever the guess.
 */
export async function inBulk<T>(tx: EntityManager, work: () => Promise<T>): Promise<T> {
  return withQueryLimit(BULK_LIMIT_MS, async () => {
    await setJoins(tx, 'off');
    const result = await work();
    // a failure ends the transaction, and this with it
    await setJoins(tx, 'on');
    return result;
  });
}

async function setJoins(tx: EntityManager, other: 'on' | 'off'): Promise<void> {
  await tx.query(`SELECT set_config('enable_nestloop', $1, true), set_config('enable_mergejoin', $1, true)`, [
    other,
  ]);
}
