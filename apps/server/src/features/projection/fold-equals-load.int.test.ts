import { RULES_NAMES } from '@sunday-live/scoring';
import { storeCards } from '@sunday-live/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { InProcessBus } from '../../platform/bus/bus.js';
import { type TestDatabase, testDatabase } from '../../testing/index.js';
import { GameStore } from '../slate/game.sql.js';
import { gamesEvent } from '../slate/games-event.js';
import { SlateLog } from '../slate/slate-log.js';
import { SlateReader } from '../slate/slate-reader.js';
import type { StoredGame } from '../slate/stored-game.js';
import { foldEvent } from './fold-event.js';
import { cardOf, type NodeState, seasonBase } from './node-state.js';
import { StateLoader } from './state-loader.js';

const SEASON = { season: 2024, seasonType: 2 };
const WEEKS = [7, 8, 9];
const GAMES = WEEKS.flatMap((week) => [`${week}a`, `${week}b`]);
const PLAYERS = ['ann', 'ben', 'cleo'];

let database: TestDatabase;
let log: SlateLog;
let loader: StateLoader;
const games = new GameStore();

beforeAll(async () => {
  database = await testDatabase();
  log = new SlateLog(database.db, new InProcessBus(() => undefined));
  loader = new StateLoader(database.db, log, new SlateReader(database.db, games));
  await database.db.query('UPDATE season_state SET season = 2024, season_type = 2, week = 8');
});
afterAll(() => database.drop());

beforeEach(begin);

/** Six games in three weeks, and three players without cards. */
async function begin(): Promise<void> {
  await log.reset(async (tx) => {
    await tx.query('DELETE FROM game');
    await tx.query('DELETE FROM "user"');
    for (const name of PLAYERS) {
      await tx.query(
        `INSERT INTO "user" (id, name, email) VALUES ($1::text, $1::text, $1::text || '@example.com')`,
        [name],
      );
    }
    for (const id of GAMES) {
      await tx.query(
        `INSERT INTO game (id, season, season_type, week, kickoff, away, home, state)
         VALUES ($1, 2024, 2, $2, '2024-10-27T17:00Z', 'A' || $1, 'H' || $1, 'pre')`,
        [id, Number(id[0])],
      );
    }
  });
}

/** Stores a change of a game and appends it to the log, as the slate does. */
async function change(id: string, to: Partial<StoredGame>): Promise<void> {
  await log.write(async (tx, writer) => {
    await writer.lock();
    const before = (await games.byId(tx, [id])).get(id);
    if (before === undefined) throw new Error(`no game ${id}`);
    const row = { ...before, ...to, rev: before.rev + 1 };
    await games.saveGames(tx, [row]);
    // lock started games, as the lock watcher does
    await tx.query(
      `UPDATE game SET locked_at = now() WHERE id = $1 AND locked_at IS NULL AND state IN ('in', 'post')`,
      [id],
    );
    await writer.append([gamesEvent([{ row, before }])]);
  });
}

type Card = { picks: Record<string, 'home' | 'away'>; banker: string | null; joker: boolean };

async function save(player: string, week: number, card: Card | null): Promise<void> {
  await log.write(async (tx, writer) => {
    await writer.lock();
    await tx.query('DELETE FROM card USING "user" u WHERE u.n = card.n AND u.id = $1 AND week = $2', [
      player,
      week,
    ]);
    if (card !== null) await storeCards(tx, [{ player, week, ...card }]);
    await writer.append([
      { season: 2024, week, body: { kind: 'card', player, seasonType: SEASON.seasonType, card } },
    ]);
  });
}

async function lock(id: string): Promise<void> {
  await log.write(async (tx, writer) => {
    await writer.lock();
    await tx.query('UPDATE game SET locked_at = now() WHERE id = $1', [id]);
    const { season, week } = (await games.byId(tx, [id])).get(id) ?? { season: 2024, week: 8 };
    await writer.append([
      { season, week, body: { kind: 'lock', seasonType: SEASON.seasonType, games: [id] } },
    ]);
  });
}

/** Appends an event that only SQL or a newer version could write. */
async function append(kind: string, payload: object, week: number | null = null): Promise<void> {
  await log.write(async (tx, writer) => {
    const { epoch, head } = await writer.lock();
    await tx.query('UPDATE slate_stream SET head = head + 1');
    await tx.query(
      'INSERT INTO slate_event (epoch, seq, kind, season, week, payload) VALUES ($1, $2, $3, 2024, $4, $5)',
      [epoch, head + 1, kind, week, JSON.stringify({ kind, seasonType: 2, ...payload })],
    );
  });
}

/** Folds the events of the log after the state, and reloads where an event asks for it. */
async function follow(state: NodeState): Promise<{ state: NodeState; reloads: number }> {
  for (const event of await log.readAfter(state.epoch, state.seq)) {
    if (foldEvent(state, event).reload) return { state: await loader.load(RULES_NAMES), reloads: 1 };
  }
  return { state, reloads: 0 };
}

/** Everything that standings and frames are built from. */
function seen(state: NodeState) {
  const players = [...state.players];
  return {
    seq: state.seq,
    games: [...state.games.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    day: state.day,
    locked: [...state.games.keys()].filter((id) => state.locked.has(id)).sort(),
    players: players.map((player) => ({
      ...player,
      weeks: state.cards.weeksOf(player.n),
      jokers: state.cards.jokersOf(player.n),
      bases: RULES_NAMES.map((rules) => seasonBase(state, rules, player.n)),
      card: cardOf(state, player.n),
    })),
    tables: [...state.engines].map(([rules, engine]) => [
      rules,
      (['day', 'week', 'season'] as const).map((scope) => engine.top(scope, 'all', 99)),
      players.map(({ n }) => [engine.rightOf('season', n), engine.bankerAverageOf(n)]),
    ]),
  };
}

const game = fc.constantFrom(...GAMES);
const side = fc.constantFrom('home' as const, 'away' as const);
const card = fc.record({
  picks: fc.dictionary(game, side, { maxKeys: 6 }),
  banker: fc.option(game),
  joker: fc.boolean(),
});
const score = fc.record({
  away_score: fc.constantFrom(0, 3, 17, 24),
  home_score: fc.constantFrom(0, 10, 17, 31),
  state: fc.constantFrom('pre' as const, 'in' as const, 'post' as const, 'off' as const),
  clock: fc.constantFrom('9:00', '8:12'),
});
const place = fc.constantFrom<Partial<StoredGame>>(
  { season: 2024, season_type: 2, week: 7 },
  { season: 2024, season_type: 2, week: 8 },
  { season: 2024, season_type: 2, week: 9 },
  { season: 2024, season_type: 3, week: 8 },
  { season: 2023, season_type: 2, week: 8 },
);
interface Step {
  /** A reload happens: the game may be locked in its new week, or the joker in its own. */
  readonly moves: boolean;
  run(): Promise<void>;
}
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(game, score).map(([id, to]) => ({ moves: false, run: () => change(id, to) })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...PLAYERS), fc.constantFrom(...WEEKS), fc.option(card, { freq: 6 }))
      .map(([player, week, saved]) => ({
        moves: saved?.joker === true,
        run: () => save(player, week, saved),
      })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(game, place).map(([id, to]) => ({ moves: true, run: () => change(id, to) })),
  },
  { weight: 1, arbitrary: game.map((id) => ({ moves: false, run: () => lock(id) })) },
  { weight: 1, arbitrary: fc.constant({ moves: false, run: () => append('of-tomorrow', {}) }) },
);

describe('the fold', () => {
  it('equals a reload after any events of any week, and reads again only for games that move and jokers that lock', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        await begin();
        let state = await loader.load(RULES_NAMES);
        let mayRead = false;
        for (const { moves, run } of steps) {
          await run();
          const followed = await follow(state);
          state = followed.state;
          mayRead ||= moves;
          if (!mayRead) expect(followed.reloads).toBe(0);
          expect(seen(state)).toEqual(seen(await loader.load(RULES_NAMES)));
        }
      }),
      { numRuns: 15 },
    );
  });

  it.each<[string, Partial<StoredGame>]>([
    ['another week', { week: 9 }],
    ['another season', { season: 2023 }],
    ['another type of season', { season_type: 3 }],
    ['no week at all, being called off', { state: 'off' }],
  ])('R16 takes a running game out of every table that the feed moves to %s, and back', async (_what, to) => {
    await save('ann', 8, { picks: { '8a': 'away', '8b': 'home' }, banker: '8a', joker: true });
    await change('8a', { state: 'in', away_score: 10 });
    let { state } = await follow(await loader.load(RULES_NAMES));
    const weekPoints = () => state.engines.get('classic')?.pointsOf('week', state.players.get('ann')?.n ?? 0);
    expect(weekPoints()).toBe(60);
    await change('8a', to);
    state = (await follow(state)).state;
    expect(weekPoints()).toBe(0);
    expect(state.games.has('8a')).toBe(to.state === 'off');
    if (to.state === undefined) expect(state.barrier).toBe(state.seq);
    expect(seen(state)).toEqual(seen(await loader.load(RULES_NAMES)));
    await change('8a', { season: 2024, season_type: 2, week: 8, state: 'in' });
    state = (await follow(state)).state;
    expect(weekPoints()).toBe(60);
  });

  it('works a live game of another week in without reading anything again', async () => {
    await save('ann', 7, { picks: { '7a': 'away' }, banker: '7a', joker: false });
    let state = await loader.load(RULES_NAMES);
    for (let points = 1; points <= 20; points += 1) {
      await change('7a', { state: 'in', away_score: points });
      const followed = await follow(state);
      state = followed.state;
      expect(followed.reloads).toBe(0);
    }
    expect(state.engines.get('classic')?.pointsOf('season', state.players.get('ann')?.n ?? 0)).toBe(40);
  });

  it('P3 skips an unknown kind, and reloads for an unknown shape of a known kind', async () => {
    const state = await loader.load(RULES_NAMES);
    await append('of-tomorrow', { anything: 1 });
    const [event] = await log.readAfter(state.epoch, state.seq);
    if (event === undefined) throw new Error('no event');
    expect(foldEvent(state, event)).toEqual({
      games: [],
      players: [],
      unlisted: [],
      cause: null,
      bases: false,
      cards: false,
      reload: false,
    });
    expect(state.seq).toBe(event.seq);
    await append('card', { player: 17 }, 8);
    expect((await follow(state)).reloads).toBe(1);
  });

  it('S30 omits a card over the limit and a game with an impossible score, folded or loaded', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`x${i}`, 'away' as const]));
    for (const week of WEEKS) {
      let state = await loader.load(RULES_NAMES);
      // the database cannot hold such a card; an event may
      await save('ann', week, { picks: {}, banker: null, joker: true });
      const overLimit = { picks: { ...many, '8a': 'away' }, banker: '8a', joker: true };
      await append('card', { player: 'ann', seasonType: SEASON.seasonType, card: overLimit }, week);
      await save('ben', 8, { picks: { '8a': 'away', '8b': 'away' }, banker: null, joker: false });
      await change('8a', { state: 'in', away_score: 7 });
      await change('8b', { state: 'in', away_score: 70_000 });
      const followed = await follow(state);
      state = followed.state;
      expect(followed.reloads).toBe(0);
      expect(state.leftOut.map(({ what }) => what)).toEqual(expect.arrayContaining(['card', 'game']));
      const loaded = await loader.load(RULES_NAMES);
      expect(loaded.leftOut.map(({ what }) => what)).toEqual(['game']);
      expect(seen(state)).toEqual(seen(loaded));
      expect(state.engines.get('classic')?.pointsOf('week', state.players.get('ben')?.n ?? 0)).toBe(7);
    }
  });
});
