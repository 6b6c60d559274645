import { EVERYONE } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Caller, manyPlayers } from './features/calendar/testing/api.js';
import { ScoresService } from './features/official-results/scores.service.js';
import { NodeStandings } from './features/projection/node-standings.js';
import { type DeclaredRoute, Routes } from './platform/http/routes.js';
import { explained } from './testing/explained.js';
import { startTestServer, testDatabase, until } from './testing/index.js';
import { GAMES, largeSeason } from './testing/large-season.js';

/** The same work is done for so many players, and for four times as many. */
const FEW = 1_500;
const MANY = 6_000;
const WEEKS = 3;
const SMALL_LEAGUE = 50;
const PAGE = 100;
/** Rows and blocks by which two runs of the same work may differ: a deeper index, other random picks. */
const SPARE = 300;
const SLOW_MS = 300_000;

/** Routes that work through everybody, and why they may. */
const WHOLE: Readonly<Record<string, string>> = {
  '/api/admin/predictions.csv': 'a row per pick',
  '/api/admin/exports/predictions.csv': 'a row per pick',
  '/api/admin/bankers.csv': 'a row per banker',
  '/api/admin/exports/bankers.csv': 'a row per banker',
  '/api/admin/no-picks.csv': 'everybody without a card',
  '/api/admin/exports/no-picks.csv': 'everybody without a card',
  '/api/admin/users.csv': 'every account',
  '/api/admin/exports/users.csv': 'every account',
  '/api/admin/weeks/2/picks': 'counts the picks of everybody, for one admin',
  '/api/admin/users?limit=100': 'counts every account that fits, for one admin',
  '/api/admin/status': 'the sizes of all tables, for one admin',
  '/api/admin/desk': 'counts everybody whose card is handed in, for one admin',
  '/api/admin/announcements/reach': 'counts everybody who would get an email, for one admin',
};

/** By address: rows and blocks that its statements read, and the one that reads most. */
type Visited = Map<string, { readonly visited: number; readonly most: string }>;

/** The addresses of a GET route: of a small league, and by page of everyone. */
function addressesOf(route: DeclaredRoute, ids: Readonly<Record<string, string>>): string[] {
  const paged = takesLimit(route);
  const query = paged ? `?limit=${PAGE}` : '';
  const address = (league: string): string =>
    route.path.replaceAll(/:(\w+)/g, (_, name: string) => (name === 'id' ? league : (ids[name] ?? 'none'))) +
    query;
  return [...new Set(paged ? [address('small'), address(EVERYONE)] : [address('small')])];
}

function takesLimit({ api }: DeclaredRoute): boolean {
  const schema = api?.query;
  return schema instanceof z.core.$ZodObject && 'limit' in schema._zod.def.shape;
}

async function visitedAt(players: number): Promise<Visited> {
  const database = await testDatabase();
  // small tables get the plans of large ones: a search by index counts as cheap
  await database.db.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET random_page_cost = 0.1', current_database()); END $$`,
  );
  const server = await startTestServer({ role: 'web', databaseUrl: database.url });
  try {
    await largeSeason(server.db, { players, weeks: WEEKS });
    const [ann, admin] = (await manyPlayers(server, 2)) as [Caller, Caller];
    await server.db.query(`UPDATE "user" SET role = 'admin' WHERE id = $1`, [admin.id]);
    await server.db.query(`INSERT INTO league (id, name, code) VALUES ('small', 'Small', 'SMALL')`);
    await server.db.query(
      `INSERT INTO league_member (league, player)
       (SELECT 'small', id FROM "user" WHERE id LIKE 'p%' ORDER BY n LIMIT $1) UNION ALL SELECT 'small', $2`,
      [SMALL_LEAGUE, ann.id],
    );
    // one league per 50 players beside it
    await server.db.query(
      `INSERT INTO league (id, name) SELECT 'l' || i, 'League ' || i FROM generate_series(0, ($1::int - 1) / 50) i`,
      [players],
    );
    await server.db.query(
      `INSERT INTO league_member (league, player) SELECT 'l' || n % ($1::int / 50), id FROM "user"`,
      [players],
    );
    await server.app.get(ScoresService, { strict: false }).update();
    await server.db.query('ANALYZE');
    const routes = server.app
      .get(Routes)
      .all()
      .filter(({ method, path }) => method === 'get' && path.startsWith('/api/') && !path.includes('*'));
    const standings = server.app.get(NodeStandings, { strict: false });
    await until(() => standings.state.seq >= players, SLOW_MS);
    const statements = explained(server.db);
    const visited: Visited = new Map();
    const ids = { week: '2', player: ann.id, member: ann.id };
    for (const route of routes) {
      const who = route.access === 'admin' ? admin : ann;
      for (const address of addressesOf(route, ids)) {
        // what the node keeps is read once; then somebody saves a card, so that nothing is answered from before
        await who.get(address);
        await saveCard(ann);
        statements.splice(0);
        const { status } = await who.get(address);
        expect(status, address).toBeLessThan(500);
        const name = address.replace(ann.id, 'ann').replace(admin.id, 'admin');
        const [most] = [...statements].sort((a, b) => b.visited - a.visited);
        visited.set(name, {
          visited: statements.reduce((sum, statement) => sum + statement.visited, 0),
          most: most?.sql ?? 'no statement',
        });
      }
    }
    return visited;
  } finally {
    await server.close();
    await database.drop();
  }
}

let saves = 0;
async function saveCard(player: Caller): Promise<void> {
  saves += 1;
  const games = Array.from({ length: GAMES }, (_, i) => `${WEEKS}-${i + 1}`);
  const card = {
    picks: Object.fromEntries(games.map((id) => [id, 'away'])),
    banker: games[saves % GAMES],
    joker: false,
  };
  const { status, text } = await player.put(`/api/me/cards/${WEEKS}`, card);
  expect(status, text).toBe(200);
}

describe('plans', () => {
  it(
    'read no more for four times as many players, in any route that answers about a page, a league or a player',
    async () => {
      const few = await visitedAt(FEW);
      const many = await visitedAt(MANY);
      expect(few.size).toBeGreaterThan(40);
      const growing = [...many]
        .filter(([address]) => !(address in WHOLE))
        .filter(([address, { visited }]) => visited > 1.5 * (few.get(address)?.visited ?? 0) + SPARE)
        .map(
          ([address, { visited, most }]) =>
            `${address}: ${few.get(address)?.visited} rows for ${FEW} players, ${visited} for ${MANY}; most of them: ${most}`,
        );
      expect(growing).toEqual([]);
    },
    SLOW_MS,
  );
});
