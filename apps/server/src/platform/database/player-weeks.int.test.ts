import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseBefore, type OlderDatabase } from '../../testing/older-database.js';
import { PlayerWeeks1700000000063 } from './migrations/1700000000063-player-weeks.js';

const SCORES = `SELECT player, season, season_type, week, rules, points, right_picks, played, banker_points, joker, rank FROM`;
const TABLES = { scores: 'SELECT * FROM week_score', positions: 'SELECT * FROM week_position' };
const BY = 'ORDER BY player, week, rules';

let database: OlderDatabase;

beforeAll(async () => {
  // Ann plays both weeks, Ben only the first: he still has a place after the second
  database = await databaseBefore(
    PlayerWeeks1700000000063,
    `
    INSERT INTO "user" (id, name, email) VALUES ('ann', 'Ann', 'ann@test.example'), ('ben', 'Ben', 'ben@test.example');
    INSERT INTO week_score (player, season, season_type, week, rules, points, right_picks, played, banker_points, banker_counted, joker, rank) VALUES
      ('ann', 2024, 2, 1, 'classic', 60, 2, 2, 40, true, true, 1), ('ben', 2024, 2, 1, 'classic', -20, 0, 2, -20, true, false, 2),
      ('ann', 2024, 2, 1, 'joker-week', 90, 2, 2, 40, true, true, 1), ('ben', 2024, 2, 1, 'joker-week', -20, 0, 2, -20, true, false, 2),
      ('ann', 2024, 2, 1, 'straight', 2, 2, 2, NULL, false, false, 1), ('ben', 2024, 2, 1, 'straight', 0, 0, 2, NULL, false, false, 2),
      ('ann', 2024, 2, 2, 'classic', 30, 1, 1, 25, true, true, 1), ('ann', 2024, 2, 2, 'joker-week', 7, 1, 1, 6, true, false, 1),
      ('ann', 2024, 2, 2, 'straight', 1, 1, 1, NULL, false, false, 1);
    INSERT INTO week_position (player, season, season_type, week, rules, points, right_picks, banker_average, rank)
    SELECT s.player, 2024, 2, w.week, s.rules, sum(s.points), sum(s.right_picks), avg(s.banker_points), min(s.rank)
    FROM unnest(ARRAY[1, 2]) w (week) JOIN week_score s ON s.week <= w.week GROUP BY s.player, w.week, s.rules`,
  );
});
afterAll(() => database.drop());

it('results say the same as one row a week, and after the way back', async () => {
  const { db } = database;
  const [scores, positions] = [
    await db.query(`${TABLES.scores} ${BY}`),
    await db.query(`${TABLES.positions} ${BY}`),
  ];
  const shown = await db.query(`${SCORES} week_score ${BY}`);
  await db.runMigrations();
  expect(await db.query(`${SCORES} result_in_words WHERE played IS NOT NULL ${BY}`)).toEqual(shown);
  expect(await db.query('SELECT count(*)::int AS rows FROM player_week')).toEqual([{ rows: 4 }]);
  await database.goBack();
  expect(await db.query(`${TABLES.scores} ${BY}`)).toEqual(scores);
  expect(await db.query(`${TABLES.positions} ${BY}`)).toEqual(positions);
});
