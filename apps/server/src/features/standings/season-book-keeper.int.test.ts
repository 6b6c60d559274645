import { EVERYONE, SCOPES, seasonSchema, standingsSchema } from '@sunday-live/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { aPlayer, type Caller } from '../calendar/testing/api.js';
import { aGame, anAnswer, feed, lockAtKickOff } from '../calendar/testing/slate-fixture.js';
import { ResultsTurns } from '../official-results/results-turns.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import { toGame } from '../slate/stored-game.js';
import { entrantsWithCards } from './entrant.sql.js';
import { SeasonBookLoader } from './season-book-keeper.js';
import { plainTable } from './testing/plain-table.js';

const HOUR_MS = 3_600_000;
const inHours = (hours: number): Date => new Date(Date.now() + hours * HOUR_MS);

let server: TestServer;
let ann: Caller;
let ben: Caller;
let loads = 0;

beforeAll(async () => {
  server = await startTestServer({ role: 'web' });
  const loader = server.app.get(SeasonBookLoader, { strict: false });
  const load = loader.load.bind(loader);
  loader.load = () => {
    loads += 1;
    return load();
  };
  await feed(
    server.app,
    anAnswer([
      aGame('7', { week: 7, kickoff: inHours(24 * 7) }),
      aGame('8a', { kickoff: inHours(24 * 14) }),
      aGame('8b', { kickoff: inHours(24 * 15) }),
      aGame('9', { week: 9, kickoff: inHours(24 * 21) }),
    ]),
  );
  await lockAtKickOff(server.db);
  ann = await aPlayer(server.url, { name: 'Ann' });
  ben = await aPlayer(server.url, { name: 'Ben' });
});
afterAll(async () => {
  await server.close();
});

/** The standings computed from scratch from the database. */
async function expected(): Promise<unknown[]> {
  const reader = server.app.get(SlateReader, { strict: false });
  const state = await reader.season();
  if (state === null) throw new Error('no season');
  const games = (await reader.weeks(state)).flatMap((week) => week.games.map(toGame));
  const entrants = await entrantsWithCards(server.db.manager, EVERYONE, state, null);
  return SCOPES.map((scope) => plainTable({ scope, week: state.week, rules: 'classic' }, entrants, games));
}

async function shown(): Promise<unknown[]> {
  await server.app.get(ResultsTurns, { strict: false }).run();
  const { season } = seasonSchema.parse((await ann.get('/api/season')).body);
  const answers = await Promise.all(
    SCOPES.map((scope) => ann.get(`/api/leagues/${EVERYONE}/standings?scope=${scope}&season=${season}`)),
  );
  return answers.map(({ body }) => {
    const { rows, unofficial, begun, average } = standingsSchema.parse(body);
    return { rows, unofficial, begun, average };
  });
}

const save = (who: Caller, week: number, picks: object, banker: string) =>
  who.put(`/api/me/cards/${week}`, { picks, banker, joker: true });

describe('the book of the season', () => {
  const changes: [string, () => Promise<unknown>][] = [
    ['nothing', () => Promise.resolve()],
    ['a card of the week', () => save(ann, 8, { '8a': 'away', '8b': 'home' }, '8a')],
    ['a card of an earlier week', () => save(ann, 7, { '7': 'away' }, '7')],
    ["somebody else's card", () => save(ben, 8, { '8a': 'home', '8b': 'away' }, '8b')],
    [
      'a new player with a card',
      async () => save(await aPlayer(server.url, { name: 'Cleo' }), 8, { '8a': 'away', '8b': 'away' }, '8a'),
    ],
    [
      'a kick-off',
      () => feed(server.app, anAnswer([aGame('8a', { state: 'in', kickoff: inHours(24 * 14) })])),
    ],
    [
      'a score',
      () =>
        feed(server.app, anAnswer([aGame('8a', { state: 'in', awayScore: 7, kickoff: inHours(24 * 14) })])),
    ],
    [
      'a result of an earlier week',
      () =>
        feed(
          server.app,
          anAnswer([aGame('7', { week: 7, state: 'post', homeScore: 9, kickoff: inHours(24 * 7) })]),
        ),
    ],
    ['another name', () => ben.patch('/api/me', { name: 'Zed', team: 'GB' })],
    ['the next week', () => feed(server.app, anAnswer([], { week: 9 }))],
  ];

  it.each(changes)('shows %s at once, as the plain standings do', async (_what, change) => {
    await change();
    expect(await shown()).toEqual(await expected());
  });

  it('was loaded once and has followed the log since', async () => {
    expect(loads).toBe(1);
  });

  it('is outdated while its reading fails, not current: the next request reads again', async () => {
    await server.db.query('ALTER TABLE card RENAME TO card_away');
    await feed(
      server.app,
      anAnswer([aGame('1', { season: 2025, week: 1, kickoff: inHours(24 * 300) })], {
        season: 2025,
        week: 1,
      }),
    );
    const failed = await ann.get(`/api/leagues/${EVERYONE}/standings?scope=season&season=2025`);
    expect(failed.status).toBeGreaterThanOrEqual(500);
    await server.db.query('ALTER TABLE card_away RENAME TO card');
    expect(await shown()).toEqual(await expected());
    await feed(server.app, anAnswer([], { week: 9 }));
    expect(await shown()).toEqual(await expected());
    loads = 1;
  });

  it('is loaded again under a new epoch of the log', async () => {
    const log = server.app.get(SlateLog, { strict: false });
    await log.reset(async (tx) => {
      await tx.query('DELETE FROM card USING "user" u WHERE u.n = card.n AND u.id = $1', [ben.id]);
    });
    expect(await shown()).toEqual(await expected());
    expect(loads).toBe(2);
  });

  it('is loaded again when a game moves to another week', async () => {
    await feed(server.app, anAnswer([aGame('8b', { week: 9, kickoff: inHours(24 * 21) })], { week: 9 }));
    expect(await shown()).toEqual(await expected());
    expect(loads).toBe(3);
  });
});
