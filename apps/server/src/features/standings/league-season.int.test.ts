import { EVERYONE } from '@sunday-live/contract';
import { storeCards } from '@sunday-live/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { manyPlayers } from '../calendar/testing/api.js';
import { LeagueSeasonService } from './league-season.service.js';

/** Exceeds the size from which a report uses a sample. */
const PLAYERS = 230;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
});
afterAll(() => server.close());

it('a rank in an earlier season is the one in the whole league, also with a sample', async () => {
  const players = await manyPlayers(server, PLAYERS);
  const ids = players.map(({ id }) => id);
  await server.db.query(
    `INSERT INTO game (id, season, season_type, week, kickoff, away, home, away_score, home_score, state)
     SELECT season || 'g', season, 2, 1, now() - interval '1 year', 'KC', 'LV', 20, 10, 'post'
     FROM unnest(ARRAY[2023, 2024]) AS season`,
  );
  await storeCards(
    server.db,
    [2023, 2024].flatMap((season) =>
      ids.map((player, i) => ({
        player,
        season,
        week: 1,
        picks: { [`${season}g`]: i === PLAYERS - 1 ? 'home' : 'away' },
      })),
    ),
  );
  await server.db.query(
    // the order after the first week is another one than at the end
    `INSERT INTO player_week (season, season_type, week, n, v)
     SELECT 2023, 2, week, n, ARRAY[1, 0, 1, 0, 0, 0, NULL, 1, CASE WHEN (place = $2::int) = (week = 1) THEN 1 ELSE 2 END]
     FROM unnest($1::text[]) WITH ORDINALITY AS p (id, place) JOIN "user" USING (id), unnest(ARRAY[1, 2]) AS week`,
    [ids, PLAYERS],
  );
  const last = ids.at(-1) ?? '';
  const view = await server.app
    .get(LeagueSeasonService, { strict: false })
    .read(EVERYONE, 'classic', { season: 2024, seasonType: 2 }, [last]);
  expect(view.sampledFrom).toBeGreaterThanOrEqual(PLAYERS);
  expect(view.past[0]?.results[last]).toMatchObject({ points: 0, rank: PLAYERS });
});
