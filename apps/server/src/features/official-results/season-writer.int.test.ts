import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { NULL_INT } from '../../platform/database/copy-binary.js';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { writeWeek } from './season-writer.js';
import { WeekValues } from './week-values.js';

const PLAYERS = 20;
const KEY = { season: 2024, seasonType: 2, week: 3 };

let database: TestDatabase;
let db: DataSource;
let numbers: number[];

beforeAll(async () => {
  database = await testDatabase();
  db = database.db;
  const rows = await db.query<{ n: number }[]>(
    `INSERT INTO "user" (id, name, email) SELECT 'p' || i, 'Player ' || i, 'p' || i || '@test.example'
     FROM generate_series(1, $1::int) i RETURNING n`,
    [PLAYERS],
  );
  numbers = rows.map(({ n }) => n);
});
afterAll(() => database?.drop());
beforeEach(() => db.query('DELETE FROM player_week'));

/** Makes values of these players: different for each position and player, without bankers. */
function valuesOf(players: readonly number[], change = 0): WeekValues {
  const values = new WeekValues(1 + Math.max(...numbers));
  for (const n of players) {
    for (const [i, column] of values.columns.entries()) column[n] = 100 * n + i;
    values.of(1, 'bankerPoints')[n] = NULL_INT;
    if (numbers.indexOf(n) < change) values.of(2, 'place')[n] = 7;
  }
  return values;
}

const write = (values: WeekValues): Promise<number> => db.transaction((tx) => writeWeek(tx, KEY, values));
const stored = async (): Promise<number[][]> => {
  const rows = await db.query<{ n: number; v: (number | null)[] }[]>(
    'SELECT n, v FROM player_week ORDER BY n',
  );
  return rows.map(({ n, v }) => [n, ...v.map((value) => value ?? NULL_INT)]);
};
const rowsOf = (values: WeekValues): number[][] =>
  values.players().map((n) => [n, ...values.columns.map((column) => column[n] as number)]);

/** Returns the transaction that has written each row: an unchanged row keeps it. */
const writers = async (): Promise<Map<number, string>> => {
  const rows = await db.query<{ n: number; by: string }[]>('SELECT n, xmin::text AS by FROM player_week');
  return new Map(rows.map(({ n, by }) => [n, by]));
};

describe('R2: rows of a week', () => {
  it('are written once: the same values again change none', async () => {
    const values = valuesOf(numbers);
    expect(await write(values)).toBe(PLAYERS);
    expect(await stored()).toEqual(rowsOf(values));
    const before = await writers();
    expect(await write(values)).toBe(0);
    expect(await writers()).toEqual(before);
  });

  it.each([
    ['few differ: the others are left alone', 3, PLAYERS - 3],
    ['many differ: all are written again', 12, 0],
  ])('are those of the values when %s', async (_, change, alone) => {
    await write(valuesOf(numbers));
    const before = await writers();
    const values = valuesOf(numbers, change);
    expect(await write(values)).toBe(change);
    expect(await stored()).toEqual(rowsOf(values));
    const after = await writers();
    expect(numbers.filter((n) => after.get(n) === before.get(n))).toHaveLength(alone);
  });

  it('go with players who have none any more, and are added for new ones', async () => {
    await write(valuesOf(numbers.slice(1)));
    const values = valuesOf(numbers.slice(0, -1));
    expect(await write(values)).toBe(2);
    expect(await stored()).toEqual(rowsOf(values));
  });
});
