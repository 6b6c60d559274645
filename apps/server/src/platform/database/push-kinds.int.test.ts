import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseBefore, type OlderDatabase } from '../../testing/older-database.js';
import { PushKinds1700000000075 } from './migrations/1700000000075-push-kinds.js';

let database: OlderDatabase;

beforeAll(async () => {
  database = await databaseBefore(
    PushKinds1700000000075,
    `INSERT INTO "user" (id, name, email) SELECT id, id, id || '@test.example'
       FROM unnest(ARRAY['all', 'none', 'some']) AS id;
     INSERT INTO push_choice (player, lead, banker, deadline, result, sound, league) VALUES
       ('all', true, true, true, true, true, 'everyone'), ('none', false, false, false, false, true, NULL),
       ('some', false, true, false, true, false, NULL)`,
  );
});
afterAll(() => database.drop());

describe('choices of notifications of an older installation', () => {
  it('are kept as lists of kinds, and are the same after going back', async () => {
    await database.db.runMigrations();
    expect(
      await database.db.query('SELECT player, kinds, sound, league FROM push_choice ORDER BY player'),
    ).toEqual([
      { player: 'all', kinds: ['lead', 'banker', 'deadline', 'result'], sound: true, league: 'everyone' },
      { player: 'none', kinds: [], sound: true, league: null },
      { player: 'some', kinds: ['banker', 'result'], sound: false, league: null },
    ]);
    await database.goBack();
    expect(
      await database.db.query(
        'SELECT player, lead, banker, deadline, result, sound, league FROM push_choice ORDER BY player',
      ),
    ).toEqual([
      {
        player: 'all',
        lead: true,
        banker: true,
        deadline: true,
        result: true,
        sound: true,
        league: 'everyone',
      },
      {
        player: 'none',
        lead: false,
        banker: false,
        deadline: false,
        result: false,
        sound: true,
        league: null,
      },
      {
        player: 'some',
        lead: false,
        banker: true,
        deadline: false,
        result: true,
        sound: false,
        league: null,
      },
    ]);
  });
});
