import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase } from '../../testing/index.js';
import { createDataSource } from './data-source.js';

let database: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());

it('a connection has the settings that the code relies on, whatever its database says, but keeps the search path', async () => {
  const name = new URL(database.url).pathname.slice(1);
  const first = await createDataSource(database.url, 1).initialize();
  for (const setting of [
    `TimeZone = 'Asia/Kathmandu'`,
    `DateStyle = 'German'`,
    'standard_conforming_strings = off',
    'search_path = elsewhere, public',
    'default_transaction_read_only = on',
  ]) {
    await first.query(`ALTER DATABASE ${name} SET ${setting}`);
  }
  await first.destroy();
  const db = await createDataSource(database.url, 1).initialize();
  try {
    const shown = async (setting: string): Promise<unknown> =>
      (await db.query(`SELECT current_setting($1) AS value`, [setting]))[0].value;
    expect(await shown('TimeZone')).toBe('UTC');
    expect(await shown('DateStyle')).toMatch(/^ISO/);
    expect(await shown('standard_conforming_strings')).toBe('on');
    expect(await shown('search_path')).toBe('elsewhere, public');
    await db.query('CREATE TABLE public.written (at timestamptz)');
    expect((await db.query(`SELECT to_jsonb('2024-01-01T00:00Z'::timestamptz) AS at`))[0].at).toMatch(
      /\+00:00$/,
    );
  } finally {
    await db.destroy();
  }
});
