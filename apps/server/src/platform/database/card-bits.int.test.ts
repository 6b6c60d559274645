import { afterAll, beforeAll, expect, it } from 'vitest';
import { databaseBefore, type OlderDatabase } from '../../testing/older-database.js';
import { CardBits1700000000062 } from './migrations/1700000000062-card-bits.js';

const CARDS = `SELECT player, season, season_type, week, picks, banker, joker, version, updated_at, device FROM`;

let database: OlderDatabase;

beforeAll(async () => {
  database = await databaseBefore(
    CardBits1700000000062,
    `
    INSERT INTO "user" (id, name, email) VALUES ('ann', 'Ann', 'ann@test.example'), ('ben', 'Ben', 'ben@test.example');
    INSERT INTO game (id, season, season_type, week, kickoff, away, home, state) VALUES
      ('late', 2024, 2, 1, '2024-09-09T00:00Z', 'KC', 'LV', 'post'), ('early', 2024, 2, 1, '2024-09-05T00:00Z', 'GB', 'PHI', 'post'),
      ('moves', 2024, 2, 1, '2024-09-08T00:00Z', 'NE', 'NYJ', 'pre');
    UPDATE game SET week = 2 WHERE id = 'moves';
    INSERT INTO card (player, season, season_type, week, picks, banker, joker, version, device) VALUES
      ('ann', 2024, 2, 1, '{"early": "home", "late": "away", "moves": "away", "deleted": "home"}', 'late', true, 7, 'a phone'),
      ('ann', 2024, 2, 2, '{"moves": "home"}', NULL, false, 1, NULL),
      ('ben', 2024, 2, 1, '{}', 'moves', false, 2, NULL)`,
  );
});
afterAll(() => database.drop());

it('cards say the same in bits, whatever has become of their games, and after the way back', async () => {
  const { db } = database;
  const before = await db.query(`${CARDS} card ORDER BY player, week`);
  expect(before).toHaveLength(3);
  await db.runMigrations();
  expect(await db.query(`${CARDS} card_in_words ORDER BY player, week`)).toEqual(before);
  // in order of kickoff, then games that have left the week, then what else cards name
  const slots = await db.query('SELECT game FROM game_slot WHERE week = 1 ORDER BY slot');
  expect(slots.map(({ game }: { game: string }) => game)).toEqual(['early', 'late', 'moves', 'deleted']);
  await database.goBack();
  expect(await db.query(`${CARDS} card ORDER BY player, week`)).toEqual(before);
});
