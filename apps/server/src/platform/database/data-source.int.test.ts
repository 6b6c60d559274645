import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../config/variables.js';
import { emptyDatabase } from '../../testing/index.js';
import { QueuePool } from '../work/queue-pool.js';
import { createDataSource } from './data-source.js';
import { migrate } from './migrate.js';
import { sessionTrouble } from './session.js';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
beforeEach(async () => {
  database = await emptyDatabase();
  const name = new URL(database.url).pathname.slice(1);
  const first = await createDataSource(database.url, 1).initialize();
  for (const setting of [
    `TimeZone = 'Asia/Kathmandu'`,
    `DateStyle = 'German'`,
    'standard_conforming_strings = off',
    'search_path = elsewhere, public',
    'default_transaction_read_only = on',
    `IntervalStyle = 'iso_8601'`,
    `bytea_output = 'escape'`,
    'extra_float_digits = -10',
    'array_nulls = off',
    'transform_null_equals = on',
    `default_transaction_isolation = 'serializable'`,
    'statement_timeout = 60000',
    'lock_timeout = 60000',
  ]) {
    await first.query(`ALTER DATABASE ${name} SET ${setting}`);
  }
  await first.destroy();
});
afterEach(() => database.drop());

const withOptions = (options: string): string => {
  const url = new URL(database.url);
  url.searchParams.set('options', options);
  return url.href;
};

describe('a session has the settings that the code relies on, whatever its database says', () => {
  it.each([
    ['search path of the database', () => database.url, 'elsewhere, public'],
    [
      'options of the address, but for ours',
      () => withOptions('-c search_path=mine -c TimeZone=Asia/Tokyo'),
      'mine',
    ],
  ])('and keeps the %s', async (_what, url, searchPath) => {
    const db = await createDataSource(url(), 1).initialize();
    try {
      const shown = async (setting: string): Promise<unknown> =>
        (await db.query(`SELECT current_setting($1) AS value`, [setting]))[0].value;
      expect(await shown('TimeZone')).toBe('UTC');
      expect(await shown('DateStyle')).toMatch(/^ISO/);
      expect(await shown('standard_conforming_strings')).toBe('on');
      expect(await shown('search_path')).toBe(searchPath);
      expect(await shown('default_transaction_isolation')).toBe('read committed');
      expect(await shown('statement_timeout')).toBe('0');
      expect(await shown('lock_timeout')).toBe('0');
      expect(
        (
          await db.query(
            `SELECT 0.1::float8 + 0.2 AS n, '\\x00ff'::bytea AS b, '36 hours'::interval::text AS i, '{NULL}'::int[] AS a`,
          )
        )[0],
      ).toEqual({
        n: 0.1 + 0.2,
        b: Buffer.from([0, 255]),
        i: '36:00:00',
        a: [null],
      });
      await db.query('CREATE TABLE public.written (at timestamptz)');
      expect((await db.query(`SELECT to_jsonb('2024-01-01T00:00Z'::timestamptz) AS at`))[0].at).toMatch(
        /\+00:00$/,
      );
      expect(await sessionTrouble(db)).toBeNull();
    } finally {
      await db.destroy();
    }
  });

  it('a search path that leads nowhere is a setting that cannot work, named in one line', async () => {
    const db = await createDataSource(withOptions('-c search_path=nowhere'), 1).initialize();
    try {
      const refused = migrate(db, withOptions('-c search_path=nowhere'));
      await expect(refused).rejects.toThrow(ConfigError);
      await expect(refused).rejects.toThrow(
        /^DATABASE_URL: no tables can be made at [^@]+: no schema has been selected/,
      );
    } finally {
      await db.destroy();
    }
  });

  it('also where the job queues live', async () => {
    const pool = new QueuePool(database.url, 4);
    try {
      const { rows } = await pool.query(
        `SELECT current_setting('TimeZone') AS zone, current_setting('transaction_read_only') AS read_only`,
      );
      expect(rows).toEqual([{ zone: 'UTC', read_only: 'off' }]);
    } finally {
      await pool.end();
    }
  });

  it('and where something between drops them, readiness names them', async () => {
    const db = await createDataSource(database.url, 1).initialize();
    try {
      await db.query(`SET TimeZone = 'Asia/Kathmandu'`);
      expect(await sessionTrouble(db)).toMatch(/TimeZone is Asia\/Kathmandu instead of UTC/);
      await db.query(`SET TimeZone = 'UTC'; SET default_transaction_read_only = on`);
      expect(await sessionTrouble(db)).toBe('it is read-only');
    } finally {
      await db.destroy();
    }
  });

  it('because the server opens no connection without them', () => {
    const sources = fileURLToPath(new URL('../..', import.meta.url));
    const opening = readdirSync(sources, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|\btesting\//.test(path))
      .map((path) => ({ path, text: readFileSync(`${sources}${path}`, 'utf8') }))
      .filter(({ text }) => /new (pg\.)?(Client|Pool)\(|extends (pg\.)?Pool\b|new DataSource\(/.test(text));
    expect(opening.length).toBeGreaterThan(4);
    const without = opening.filter(({ text }) => !text.includes('sessionConfig('));
    expect(without.map(({ path }) => path)).toEqual(
      [
        // made by TypeORM with the options of the data source
        'platform/database/one-connection.ts',
        // looks once whether its own server answers
        'platform/database/embedded-postgres.ts',
      ].sort(),
    );
  });
});
