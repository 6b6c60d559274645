import type { EntityManager } from 'typeorm';
import type { WeekKey } from '../slate/week-key.js';
import { deleteRows, deleteWeekRows, eachRow, insertRows } from './player-week.sql.js';
import type { WeekValues } from './week-values.js';

/** Above this share of different rows the whole week is deleted and inserted again: that needs no search for each row. */
const REPLACED_SHARE = 0.3;

/**
 * Makes the stored rows of a week equal to these values. Only rows that differ are written. Returns their number; the
 * same values again change none.
 */
export async function writeWeek(tx: EntityManager, week: WeekKey, values: WeekValues): Promise<number> {
  const players = values.players();
  const unchanged = new Uint8Array(values.count);
  const old: number[] = [];
  let stored = 0;
  await eachRow(tx, week, (n, v) => {
    stored += 1;
    if (values.includes(n) && values.equals(n, v)) unchanged[n] = 1;
    else old.push(n);
  });
  const differing = players.filter((n) => unchanged[n] === 0);
  const gone = old.filter((n) => !values.includes(n));
  const changed = differing.length + gone.length;
  if (stored > 0 && changed > REPLACED_SHARE * Math.max(stored, players.length)) {
    await deleteWeekRows(tx, week);
    await insertRows(tx, week, values, players);
  } else {
    if (old.length > 0) await deleteRows(tx, week, old);
    if (differing.length > 0) await insertRows(tx, week, values, differing);
  }
  return changed;
}
