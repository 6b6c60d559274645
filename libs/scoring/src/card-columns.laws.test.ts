import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  addTotals,
  baseOf,
  CardColumns,
  type CardPicks,
  countedBits,
  EMPTY_BASE,
  GameSlots,
  type GameState,
  grownTotals,
  isJokerLocked,
  leader,
  lockBits,
  noTotals,
  RULES,
  StandingsEngine,
  scoreCard,
  type Totals,
} from './index.js';
import { SLOW_MACHINE_MS } from './testing/arbitraries.js';

vi.setConfig({ testTimeout: SLOW_MACHINE_MS });

const GAMES = 5;
const PLAYERS = 70;
const id = (i: number): string => `g${i}`;
const games: fc.Arbitrary<GameState[]> = fc
  .array(
    fc.record({
      state: fc.constantFrom('pre' as const, 'in' as const, 'post' as const, 'off' as const),
      awayScore: fc.nat(30),
      homeScore: fc.nat(30),
    }),
    { minLength: GAMES, maxLength: GAMES },
  )
  .map((drawn) => drawn.map((game, i) => ({ ...game, id: id(i), week: 1, away: `A${i}`, home: `H${i}` })));
const ids = Array.from({ length: GAMES }, (_, i) => id(i));
const card: fc.Arbitrary<CardPicks> = fc.record({
  picks: fc.dictionary(fc.constantFrom(...ids, 'gone'), fc.constantFrom('home' as const, 'away' as const), {
    noNullPrototype: true,
  }),
  banker: fc.option(fc.constantFrom(...ids)),
  joker: fc.boolean(),
});
/** Cards by player number; some players have none. */
const cards = fc.dictionary(fc.nat(PLAYERS - 1).map(String), card, { noNullPrototype: true, maxKeys: 8 });
const rules = fc.constantFrom(...Object.values(RULES));

function columnsOf(given: Record<string, CardPicks>): CardColumns {
  // small, so that it has to grow
  const columns = new CardColumns(new GameSlots(), 2);
  for (const [n, each] of Object.entries(given)) columns.set(Number(n), countedBits(each, columns.slots));
  return columns;
}

const at = (totals: Totals, n: number) => ({
  points: totals.points[n],
  right: totals.right[n],
  counted: totals.played[n],
  bankerPoints: totals.bankers[n] === 0 ? null : totals.bankerPoints[n],
});

describe('cards of a week in columns', () => {
  it('score as each card does', () => {
    fc.assert(
      fc.property(cards, games, rules, fc.boolean(), (given, week, by, jokersCount) => {
        const columns = columnsOf(given);
        const jokers = new Uint8Array(PLAYERS);
        for (const [n, { joker }] of Object.entries(given)) if (joker && jokersCount) jokers[Number(n)] = 1;
        const totals = columns.totals(week, by, jokers, PLAYERS);
        const twice = noTotals(PLAYERS);
        addTotals(twice, totals);
        addTotals(twice, totals);
        const longer = grownTotals(totals, PLAYERS + 1);
        expect(longer.points).toEqual(Int32Array.of(...totals.points, 0));
        const byId = new Map(week.map((game) => [game.id, game]));
        for (let n = 0; n < PLAYERS; n += 1) {
          const own = given[n] ?? { picks: {}, banker: null, joker: false };
          const { points, right, counted, bankerPoints } = scoreCard(own, byId, by, own.joker && jokersCount);
          expect(at(totals, n)).toEqual({ points, right, counted, bankerPoints });
          expect(twice.points[n]).toBe(2 * points);
        }
      }),
    );
  });

  it('say who has a card and a locked joker, and give each card back', () => {
    fc.assert(
      fc.property(cards, games, fc.subarray(ids), (given, week, locked) => {
        const columns = columnsOf(given);
        const shown = new Set(locked);
        const jokers = columns.lockedJokers(lockBits(columns.slots, week, shown), PLAYERS);
        const present = columns.presence(PLAYERS);
        for (let n = 0; n < PLAYERS; n += 1) {
          const own = given[n];
          expect(present[n]).toBe(own === undefined ? 0 : 1);
          expect(columns.hasJoker(n)).toBe(own?.joker === true);
          expect(columns.get(n)).toEqual(own === undefined ? null : countedBits(own, columns.slots));
          const isLocked = own?.joker === true && isJokerLocked(own, { games: week, locked: shown });
          expect(jokers[n]).toBe(isLocked ? 1 : 0);
        }
      }),
    );
  });

  it('count runs of right picks; a player without a pick keeps the run', () => {
    fc.assert(
      fc.property(cards, games, (given, week) => {
        const columns = columnsOf(given);
        const [runs, best] = [new Int32Array(PLAYERS), new Int32Array(PLAYERS)];
        const counting = week.filter((game) => leader(game) !== null);
        for (const game of week) columns.run(game, runs, best);
        for (const [n, { picks }] of Object.entries(given)) {
          let [run, longest] = [0, 0];
          for (const game of counting) {
            const pick = picks[game.id];
            if (pick === undefined) continue;
            run = pick === leader(game) ? run + 1 : 0;
            longest = Math.max(longest, run);
          }
          expect([runs[Number(n)], best[Number(n)]]).toEqual([run, longest]);
        }
      }),
    );
  });

  it('forget a card that is withdrawn, and need no room for one that never was', () => {
    const columns = columnsOf({ 1: { picks: { g0: 'home' }, banker: 'g0', joker: true } });
    columns.set(99, null);
    expect(columns.count).toBe(2);
    columns.set(1, null);
    expect([columns.get(1), columns.hasJoker(1), columns.includes(1)]).toEqual([null, false, false]);
    expect(columns.slots.game(7)).toBeNull();
    expect([...columns.slots.ids()]).toEqual(['g0']);
    let picks = 0;
    columns.picksOf('never here', () => {
      picks += 1;
    });
    expect(picks).toBe(0);
  });
});

describe('an engine that gets everybody at once', () => {
  it('holds what it holds when players come one by one', () => {
    const base = fc.record({ points: fc.nat(90), right: fc.nat(9), bankers: fc.nat(3) });
    const earlier = fc.dictionary(fc.nat(PLAYERS - 1).map(String), base, {
      noNullPrototype: true,
      maxKeys: 8,
    });
    fc.assert(
      fc.property(cards, games, rules, earlier, fc.nat(1), (given, week, by, bases, jokersBefore) => {
        const day = new Set([id(0), id(1)]);
        const [together, single] = [new StandingsEngine(by, { capacity: 2 }), new StandingsEngine(by)];
        for (const engine of [together, single]) engine.setGames(week, day);
        const numbers = [...new Set([...Object.keys(given), ...Object.keys(bases)])].map(Number);
        const names: string[] = [];
        // as long as the players with earlier weeks need
        const totals = noTotals(Math.max(0, ...Object.keys(bases).map((n) => Number(n) + 1)));
        const [others, jokers] = [new Uint8Array(PLAYERS), new Uint8Array(PLAYERS)];
        const earlierJokers = new Uint8Array(PLAYERS).fill(jokersBefore);
        for (const n of numbers) {
          names[n] = `Player ${n}`;
          const before = bases[n];
          if (before !== undefined) {
            others[n] = 1;
            totals.points[n] = before.points;
            totals.right[n] = before.right;
            totals.bankerPoints[n] = before.points;
            totals.bankers[n] = before.bankers;
          }
          if (given[n]?.joker === true) jokers[n] = 1;
          single.setPlayer(n, {
            name: `Player ${n}`,
            card: given[n] ?? null,
            base: {
              ...EMPTY_BASE,
              ...(before && { ...before, bankerPoints: before.points, cards: 1 }),
              earlierJokers: jokersBefore,
            },
          });
        }
        together.setPlayers({ names, cards: columnsOf(given), jokers, bases: totals, others, earlierJokers });
        for (const scope of ['day', 'week', 'season'] as const) {
          expect(together.top(scope, 'all', 99)).toEqual(single.top(scope, 'all', 99));
          for (const n of numbers)
            expect(together.rightOf(scope, n), `${scope} ${n}`).toBe(single.rightOf(scope, n));
        }
        for (const n of numbers) expect(together.bankerAverageOf(n)).toBe(single.bankerAverageOf(n));
      }),
    );
  });

  it('leaves out the card of an unknown player', () => {
    const engine = new StandingsEngine(RULES.classic);
    const lone = columnsOf({
      1: { picks: { g0: 'home' }, banker: null, joker: false },
      3: { picks: { g0: 'home' }, banker: 'g0', joker: true },
    });
    const [jokers, others, earlierJokers] = [new Uint8Array(4), new Uint8Array(4), new Uint8Array(4)];
    const names = [undefined, 'Ann', 'Ben'];
    engine.setPlayers({ names, cards: lone, jokers, bases: noTotals(0), others, earlierJokers });
    expect(engine.top('week', 'all', 9).map(([n]) => n)).toEqual([1]);
  });

  it('of nobody changes nothing', () => {
    const engine = new StandingsEngine(RULES.classic);
    const nothing = {
      jokers: new Uint8Array(0),
      others: new Uint8Array(0),
      earlierJokers: new Uint8Array(0),
    };
    engine.setPlayers({ names: [], cards: columnsOf({}), bases: noTotals(0), ...nothing });
    expect(engine.playerCount).toBe(0);
    expect(baseOf([], new Map(), RULES.classic, 1)).toEqual(EMPTY_BASE);
  });
});
