import type { EntityManager } from 'typeorm';
import type { WeekKey } from '../slate/week-key.js';
import { deleteRows, deleteWeekRows, insertRows, upsertRows, weekRows } from './player-week.sql.js';
import type { WeekValues } from './week-values.js';

/** Above this share of different rows a week is deleted and inserted again: that costs a fifth of an update per row. */
const REPLACED_SHARE = 0.3;

/**
 * Makes the stored rows of a week equal to these values. Only rows that differ are written. Returns their number; the
 * same values again change none.
 */
export async function writeWeek(tx: EntityManager, week: WeekKey, values: WeekValues): Promise<number> {
  const players = values.players();
  const unchanged = new Uint8Array(values.count);
  const gone: number[] = [];
  let stored = 0;
  for await (const { n: numbers, columns } of weekRows(tx, week)) {
    stored += numbers.length;
    for (let row = 0; row < numbers.length; row += 1) {
      const n = numbers[row] as number;
      if (!values.includes(n)) gone.push(n);
      else if (values.equals(n, columns, row)) unchanged[n] = 1;
    }
  }
  const differing = players.filter((n) => unchanged[n] === 0);
  const changed = differing.length + gone.length;
  if (stored === 0) {
    await insertRows(tx, week, values, players);
  } else if (changed > REPLACED_SHARE * Math.max(stored, players.length)) {
    await deleteWeekRows(tx, week);
    await insertRows(tx, week, values, players);
  } else {
    if (gone.length > 0) await deleteRows(tx, week, gone);
    await upsertRows(tx, week, values, differing);
  }
  return changed;
}
