import { RULES_NAMES } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { copyRowsIn, copyRowsOut } from '../../platform/database/copy-binary.js';
import {
  ofSeasonSql,
  ofWeekSql,
  type SeasonKey,
  seasonParams,
  type WeekKey,
  weekParams,
} from '../slate/week-key.js';
import { WEEK_WIDTH, type WeekValues } from './week-values.js';

/**
 * Reads the rows of a week.
 * @param each gets a player's number and the array of the row, as long as `WeekValues` has it; the next row replaces it
 */
export async function eachRow(
  tx: EntityManager,
  week: WeekKey,
  each: (n: number, v: Int32Array) => void,
): Promise<void> {
  const values = new Int32Array(WEEK_WIDTH);
  await copyRowsOut(tx, `SELECT n, v FROM player_week WHERE ${ofWeek(week)} ORDER BY n`, (row) => {
    const n = row.int();
    row.ints(values);
    each(n, values);
  });
}

/** Inserts rows of players without any. */
export async function insertRows(
  tx: EntityManager,
  { season, seasonType, week }: WeekKey,
  { columns }: WeekValues,
  players: readonly number[],
): Promise<void> {
  await copyRowsIn(tx, 'player_week (season, season_type, week, n, v)', function* (row) {
    for (const n of players) {
      row.row(5);
      row.int(season);
      row.smallint(seasonType);
      row.int(week);
      row.int(n);
      row.ints(columns, n);
      yield;
    }
  });
}

/** Deletes the rows of these players in a week. */
export async function deleteRows(
  tx: EntityManager,
  week: WeekKey,
  players: readonly number[],
): Promise<void> {
  await tx.query(`DELETE FROM player_week WHERE ${ofWeekSql('player_week')} AND n = ANY($4::int[])`, [
    ...weekParams(week),
    `{${players}}`,
  ]);
}

/** Deletes all rows of a week. Returns their number. */
export async function deleteWeekRows(tx: EntityManager, week: WeekKey): Promise<number> {
  const [, gone] = await tx.query<[unknown[], number]>(
    `DELETE FROM player_week WHERE ${ofWeekSql('player_week')}`,
    weekParams(week),
  );
  return gone;
}

/** Deletes the rows of all other weeks of a season. Returns their number. */
export async function deleteOtherWeeks(
  tx: EntityManager,
  season: SeasonKey,
  weeks: readonly number[],
): Promise<number> {
  const [, gone] = await tx.query<[unknown[], number]>(
    `DELETE FROM player_week WHERE ${ofSeasonSql('player_week')} AND week <> ALL ($3::int[])`,
    [...seasonParams(season), weeks],
  );
  return gone;
}

/** Stores the slots of rules variants that are new. @throws Error when the list has another order than the stored one */
export async function storeRulesSlots(tx: EntityManager): Promise<void> {
  await tx.query(
    `INSERT INTO rules_slot (slot, name) SELECT place - 1, name FROM unnest($1::text[]) WITH ORDINALITY AS r (name, place)
     ON CONFLICT DO NOTHING`,
    [RULES_NAMES],
  );
  const rows = await tx.query<{ name: string }[]>('SELECT name FROM rules_slot ORDER BY slot');
  if (rows.some(({ name }, slot) => name !== RULES_NAMES[slot]))
    throw new Error('a rules variant has another position than before: new ones are appended to the list');
}

/** Gathers statistics of the rows, so that plans know new weeks. */
export async function analyzeResults(db: EntityManager): Promise<void> {
  await db.query('ANALYZE player_week');
}

/** COPY has no parameters. */
function ofWeek({ season, seasonType, week }: WeekKey): string {
  return `season = ${Number(season)} AND season_type = ${Number(seasonType)} AND week = ${Number(week)}`;
}
