import { RULES_NAMES } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { intsText, parseInts } from '../../platform/database/int-columns.js';
import {
  ofSeasonSql,
  ofWeekSql,
  type SeasonKey,
  seasonParams,
  type WeekKey,
  weekParams,
} from '../slate/week-key.js';
import type { SeasonSums } from './season-so-far.js';
import { hasJokerSql, playedSql, valueSql, WEEK_WIDTH, type WeekValues } from './week-values.js';

/** Maximum number of player numbers in one statement, which then takes about a tenth of a second at most. */
const BATCH = 10_000;

/** Rows of some players in columns. */
export interface PlayerRows {
  readonly n: Int32Array;
  /** One per position of `player_week.v`. */
  readonly columns: readonly Int32Array[];
}

/** The text form of an array by column; null: the statement found no rows. */
type Texts = Record<string, string | null>;

/** Reads the rows of a week in columns, in steps. */
export async function* weekRows(tx: EntityManager, week: WeekKey): AsyncGenerator<PlayerRows> {
  const columns = Array.from({ length: WEEK_WIDTH }, (_, i) => `array_agg(v[${i + 1}])::text AS c${i}`);
  for (const [from, to] of batches(await highestPlayer(tx, week))) {
    const [row] = await tx.query<Texts[]>(
      `SELECT array_agg(n)::text AS n, ${columns} FROM player_week
       WHERE ${ofWeekSql('player_week')} AND n >= $4 AND n < $5`,
      [...weekParams(week), from, to],
    );
    yield { n: column(row, 'n'), columns: columns.map((_, i) => column(row, `c${i}`)) };
  }
}

/** Sums these weeks for each player with a card in one of them, in steps. */
export async function* weekSums(
  tx: EntityManager,
  season: SeasonKey,
  weeks: readonly number[],
): AsyncGenerator<SeasonSums> {
  let highest = -1;
  for (const week of weeks) highest = Math.max(highest, await highestPlayer(tx, { ...season, week }));
  const sums = RULES_NAMES.flatMap((_, slot) => [
    `sum(${valueSql('p', 'points', slot)}) AS points${slot}`,
    `sum(${valueSql('p', 'right', slot)}) AS right${slot}`,
    `coalesce(sum(${valueSql('p', 'bankerPoints', slot)}), 0) AS banker_points${slot}`,
    `count(${valueSql('p', 'bankerPoints', slot)}) AS bankers${slot}`,
  ]);
  const names = RULES_NAMES.flatMap((_, slot) =>
    ['points', 'right', 'banker_points', 'bankers'].map((name) => `${name}${slot}`),
  );
  // one index range per week: a list of weeks reads whole weeks in each step while statistics are missing
  const rows = weeks.map(
    (_, i) =>
      `SELECT n, v FROM player_week w WHERE ${ofSeasonSql('w')} AND week = $${i + 5} AND n >= $3 AND n < $4 AND ${playedSql('w')} IS NOT NULL`,
  );
  for (const [from, to] of batches(highest)) {
    const [row] = await tx.query<Texts[]>(
      `SELECT array_agg(n)::text AS n, array_agg(jokers)::text AS jokers, ${names.map((name) => `array_agg(${name})::text AS ${name}`)}
       FROM (SELECT n, max(${hasJokerSql('p')}) AS jokers, ${sums} FROM (${rows.join(' UNION ALL ')}) AS p GROUP BY n) AS sums`,
      [...seasonParams(season), from, to, ...weeks],
    );
    yield {
      n: column(row, 'n'),
      jokers: column(row, 'jokers'),
      byRules: RULES_NAMES.map((_, slot) => ({
        points: column(row, `points${slot}`),
        right: column(row, `right${slot}`),
        bankerPoints: column(row, `banker_points${slot}`),
        bankers: column(row, `bankers${slot}`),
      })),
    };
  }
}

/** Inserts rows of players without any. */
export function insertRows(
  tx: EntityManager,
  week: WeekKey,
  values: WeekValues,
  players: readonly number[],
): Promise<void> {
  return writeRows(tx, week, values, players, '');
}

/** Adds or replaces rows. */
export function upsertRows(
  tx: EntityManager,
  week: WeekKey,
  values: WeekValues,
  players: readonly number[],
): Promise<void> {
  const replace = 'ON CONFLICT (season, season_type, week, n) DO UPDATE SET v = excluded.v';
  return writeRows(tx, week, values, players, replace);
}

async function writeRows(
  tx: EntityManager,
  week: WeekKey,
  { columns }: WeekValues,
  players: readonly number[],
  onConflict: string,
): Promise<void> {
  const names = columns.map((_, i) => `c${i}`);
  const arrays = columns.map((_, i) => `$${i + 5}::int[]`);
  for (let from = 0; from < players.length; from += BATCH) {
    const some = players.slice(from, from + BATCH);
    await tx.query(
      `INSERT INTO player_week (season, season_type, week, n, v)
       SELECT $1::int, $2::smallint, $3::int, n, ARRAY[${names}] FROM unnest($4::int[], ${arrays}) AS row (n, ${names}) ${onConflict}`,
      [...weekParams(week), `{${some}}`, ...columns.map((values) => intsText(values, some))],
    );
  }
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

async function highestPlayer(tx: EntityManager, week: WeekKey): Promise<number> {
  const [row] = await tx.query<{ n: number | null }[]>(
    `SELECT max(n) AS n FROM player_week WHERE ${ofWeekSql('player_week')}`,
    weekParams(week),
  );
  return row?.n ?? -1;
}

function* batches(highest: number): Generator<[from: number, to: number]> {
  for (let from = 0; from <= highest; from += BATCH) yield [from, from + BATCH];
}

function column(row: Texts | undefined, name: string): Int32Array {
  return parseInts(row?.[name] ?? null);
}
