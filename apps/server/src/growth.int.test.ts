import { DEFAULT_RULES, RULES_NAMES } from '@sunday-live/scoring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LargeLeagueTable } from './features/live/hub/large-league-table.js';
import { ScoresService } from './features/official-results/scores.service.js';
import type { NodeState } from './features/projection/node-state.js';
import { StateLoader } from './features/projection/state-loader.js';
import { SeasonBookLoader } from './features/standings/season-book-keeper.js';
import { startTestServer, type TestServer } from './testing/index.js';
import { largeSeason } from './testing/large-season.js';

const FEW = 2_500;
const MANY = 10_000;
const WEEKS = 3;
/** The work may grow with the players to this power. */
const EXPONENT = 1.3;
/** Below this CPU time the clock and the garbage collector decide. */
const LEAST_MS = 20;
const VIEWERS = 200;
const SLOW_MS = 120_000;

let few: TestServer;
let many: TestServer;

beforeAll(async () => {
  // web nodes, so that no worker interferes
  [few, many] = await Promise.all([startTestServer({ role: 'web' }), startTestServer({ role: 'web' })]);
  await largeSeason(few.db, { players: FEW, weeks: WEEKS });
  await largeSeason(many.db, { players: MANY, weeks: WEEKS });
}, SLOW_MS);
afterAll(async () => {
  await few?.close();
  await many?.close();
});

/** CPU time of this process in ms, the least of three. */
async function cpuOf(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return Math.max(LEAST_MS, Math.min(...times));
}

const load = ({ app }: TestServer): Promise<NodeState> =>
  app.get(StateLoader, { strict: false }).load(RULES_NAMES);

async function viewers(state: NodeState): Promise<void> {
  const engine = state.engines.get(DEFAULT_RULES);
  if (engine === undefined) throw new Error('no engine');
  const table = new LargeLeagueTable('all');
  table.changes(engine);
  const numbers = [...state.players.numbers()];
  for (let i = 0; i < VIEWERS; i += 1)
    table.view(engine, numbers[Math.floor((i * numbers.length) / VIEWERS)] as number);
}

describe('CPU grows at most a little faster than the players', { timeout: SLOW_MS }, () => {
  it.each<[string, (server: TestServer) => Promise<unknown>]>([
    [
      'of a season that is computed and stored again',
      async ({ app, db }) => {
        await db.query('DELETE FROM player_week; UPDATE result_progress SET epoch = NULL');
        expect(await app.get(ScoresService, { strict: false }).update()).toBeGreaterThan(0);
      },
    ],
    ['of the state that a node loads', load],
    [
      'of a season that is loaded for its tables',
      async ({ app }) => {
        const loaded = await app.get(SeasonBookLoader, { strict: false }).load();
        loaded?.book.table({ scope: 'season', week: WEEKS, rules: DEFAULT_RULES, members: 'all' });
      },
    ],
  ])('%s', async (_, work) => {
    const ratio = (await cpuOf(() => work(many))) / (await cpuOf(() => work(few)));
    expect(ratio).toBeLessThan((MANY / FEW) ** EXPONENT);
  });

  it('of viewers who arrive together: not with viewers times players', async () => {
    const [small, large] = [await load(few), await load(many)];
    const ratio = (await cpuOf(() => viewers(large))) / (await cpuOf(() => viewers(small)));
    expect(ratio).toBeLessThan((MANY / FEW) ** EXPONENT);
  });
});
