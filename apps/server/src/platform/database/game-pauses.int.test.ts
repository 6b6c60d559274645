import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseBefore, type OlderDatabase } from '../../testing/older-database.js';
import { GamePauses1700000000076 } from './migrations/1700000000076-game-pauses.js';

let database: OlderDatabase;

beforeAll(async () => {
  database = await databaseBefore(
    GamePauses1700000000076,
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, state, detail)
     SELECT id, 2024, 2, 1, now(), 'KC', 'LV', state, detail FROM (VALUES
       ('late', 'pre', 'Delayed'), ('rain', 'in', 'Weather Delay'), ('dark', 'in', 'Suspended'), ('half', 'in', 'Halftime'),
       ('quarter', 'in', 'End of 3rd'), ('runs', 'in', '9:00 - 2nd'), ('over', 'post', 'Final/Delayed')
     ) AS g (id, state, detail)`,
  );
});
afterAll(() => database.drop());

it('games of an older installation keep their pauses', async () => {
  const { db } = database;
  await db.runMigrations();
  const rows: { id: string; pause: string | null }[] = await db.query('SELECT id, pause FROM game');
  expect(Object.fromEntries(rows.map(({ id, pause }) => [id, pause]))).toEqual({
    late: 'delay',
    rain: 'delay',
    dark: 'suspension',
    half: 'break',
    quarter: 'break',
    runs: null,
    over: null,
  });
  await database.goBack();
  expect(await db.query(`SELECT detail FROM game WHERE id = 'late'`)).toEqual([{ detail: 'Delayed' }]);
});
