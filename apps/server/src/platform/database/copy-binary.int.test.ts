import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { copyRowsIn, copyRowsOut, NULL_INT, RowReader } from './copy-binary.js';

const WIDTH = 3;
type Row = readonly [a: number, b: number, v: readonly number[]];

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
  await database.db.query('CREATE TABLE numbers (at int PRIMARY KEY, b smallint NOT NULL, v int[] NOT NULL)');
});
afterAll(() => database?.drop());
beforeEach(() => database.db.query('DELETE FROM numbers'));

const value = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: NULL_INT + 1 }) },
  { weight: 1, arbitrary: fc.constant(NULL_INT) },
);
const rows = fc.array(
  fc.tuple(
    fc.integer({ min: NULL_INT + 1 }),
    fc.integer({ min: -32_768, max: 32_767 }),
    fc.array(value, { minLength: WIDTH, maxLength: WIDTH }),
  ),
  { maxLength: 40 },
);

function write(of: readonly Row[]): Promise<void> {
  const columns = Array.from({ length: WIDTH }, (_, i) => Int32Array.from(of, ([, , v]) => v[i] as number));
  return database.db.transaction((tx) =>
    copyRowsIn(tx, 'numbers (at, b, v)', function* (row) {
      for (const [position, [, b]] of of.entries()) {
        row.row(3);
        row.int(position);
        row.smallint(b);
        row.ints(columns, position);
        yield;
      }
    }),
  );
}

it('rows of whole numbers arrive as they were sent, NULL included', async () => {
  await fc.assert(
    fc
      .asyncProperty(rows, async (given) => {
        await write(given);
        const read: (readonly [number, readonly number[]])[] = [];
        const v = new Int32Array(WIDTH + 1);
        await database.db.transaction((tx) =>
          copyRowsOut(tx, 'SELECT b::int, v FROM numbers ORDER BY at', (row) => {
            const b = row.int();
            row.ints(v);
            read.push([b, [...v]]);
          }),
        );
        // an array that is shorter than what is asked for ends with NULL
        expect(read).toEqual(given.map(([, b, own]) => [b, [...own, NULL_INT]]));
        expect(await database.db.query('SELECT b, v FROM numbers ORDER BY at')).toEqual(
          given.map(([, b, own]) => ({ b, v: own.map((one) => (one === NULL_INT ? null : one)) })),
        );
      })
      .afterEach(() => database.db.query('DELETE FROM numbers')),
    { numRuns: 40 },
  );
});

it('a hundred thousand rows arrive, in many pieces', async () => {
  const all = Array.from({ length: 100_000 }, (_, i): Row => [i, i % 1000, [i, NULL_INT, 7 - i]]);
  await write(all);
  let [count, sum] = [0, 0];
  const v = new Int32Array(WIDTH);
  await database.db.transaction((tx) =>
    copyRowsOut(tx, 'SELECT v FROM numbers ORDER BY at', (row) => {
      row.ints(v);
      expect([...v]).toEqual([count, NULL_INT, 7 - count]);
      count += 1;
      sum += v[0] as number;
    }),
  );
  expect([count, sum]).toEqual([100_000, (100_000 * 99_999) / 2]);
});

it('rows that cannot be made, or that PostgreSQL refuses, leave nothing and name the reason', async () => {
  const { db } = database;
  const failing = db.transaction((tx) =>
    copyRowsIn(tx, 'numbers (at, b, v)', function* (row) {
      row.row(1);
      yield;
      throw new Error('no more rows');
    }),
  );
  await expect(failing).rejects.toThrow('no more rows');
  const twice = db.transaction((tx) =>
    copyRowsIn(tx, 'numbers (at, b, v)', function* (row) {
      for (let i = 0; i < 2; i += 1) {
        row.row(3);
        row.int(7);
        row.smallint(7);
        row.ints([Int32Array.of(1)], 0);
        yield;
      }
    }),
  );
  await expect(twice).rejects.toThrow(/duplicate key/);
  await expect(db.transaction((tx) => copyRowsOut(tx, 'SELECT 1 / 0', () => undefined))).rejects.toThrow(
    /division by zero/,
  );
  expect(await db.query('SELECT 1 FROM numbers')).toEqual([]);
});

it('a reader takes pieces of any length', async () => {
  const pieces = fc.tuple(
    rows.filter(({ length }) => length > 0),
    fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }),
  );
  const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
  fc.assert(
    fc.property(pieces, ([given, lengths]) => {
      const sent = Buffer.concat([
        header,
        ...given.map(([a]) => {
          const row = Buffer.alloc(10);
          row.writeInt16BE(1, 0);
          row.writeInt32BE(4, 2);
          row.writeInt32BE(a, 6);
          return row;
        }),
        Buffer.from([0xff, 0xff]),
      ]);
      const reader = new RowReader();
      const read: number[] = [];
      for (let at = 0, i = 0; at < sent.length; i += 1) {
        const length = lengths[i % lengths.length] as number;
        reader.add(sent.subarray(at, at + length));
        at += length;
        while (reader.next()) read.push(reader.int());
      }
      expect(read).toEqual(given.map(([a]) => a));
    }),
  );
});
