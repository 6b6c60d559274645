import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyDatabase } from '../../testing/index.js';
import { createDataSource } from './data-source.js';
import { CardBits1700000000062 } from './migrations/1700000000062-card-bits.js';
import { migrations } from './migrations/index.js';

const BEFORE = migrations.slice(0, migrations.indexOf(CardBits1700000000062));
const CARDS = `SELECT player, season, season_type, week, picks, banker, joker, version, updated_at, device FROM`;

let database: Awaited<ReturnType<typeof emptyDatabase>>;

beforeAll(async () => {
  database = await emptyDatabase();
  const db = await createDataSource(database.url, 1, { migrations: BEFORE }).initialize();
  await db.runMigrations();
  await db.query(`
    INSERT INTO "user" (id, name, email) VALUES ('ann', 'Ann', 'ann@test.example'), ('ben', 'Ben', 'ben@test.example');
    INSERT INTO game (id, season, season_type, week, kickoff, away, home, state) VALUES
      ('late', 2024, 2, 1, '2024-09-09T00:00Z', 'KC', 'LV', 'post'), ('early', 2024, 2, 1, '2024-09-05T00:00Z', 'GB', 'PHI', 'post'),
      ('moves', 2024, 2, 1, '2024-09-08T00:00Z', 'NE', 'NYJ', 'pre');
    UPDATE game SET week = 2 WHERE id = 'moves';
    INSERT INTO card (player, season, season_type, week, picks, banker, joker, version, device) VALUES
      ('ann', 2024, 2, 1, '{"early": "home", "late": "away", "moves": "away", "deleted": "home"}', 'late', true, 7, 'a phone'),
      ('ann', 2024, 2, 2, '{"moves": "home"}', NULL, false, 1, NULL),
      ('ben', 2024, 2, 1, '{}', 'moves', false, 2, NULL)`);
  await db.destroy();
});
afterAll(() => database.drop());

it('cards say the same in bits, whatever has become of their games, and after the way back', async () => {
  const db = await createDataSource(database.url, 1).initialize();
  try {
    const before = await db.query(`${CARDS} card ORDER BY player, week`);
    expect(before).toHaveLength(3);
    await db.runMigrations();
    expect(await db.query(`${CARDS} card_in_words ORDER BY player, week`)).toEqual(before);
    // in order of kickoff, then games that have left the week, then what else cards name
    const slots = await db.query('SELECT game FROM game_slot WHERE week = 1 ORDER BY slot');
    expect(slots.map(({ game }: { game: string }) => game)).toEqual(['early', 'late', 'moves', 'deleted']);
    for (const _ of migrations.slice(BEFORE.length)) await db.undoLastMigration();
    expect(await db.query(`${CARDS} card ORDER BY player, week`)).toEqual(before);
  } finally {
    await db.destroy();
  }
});
