import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  type CardPicks,
  EMPTY_BASE,
  type GameState,
  RULES,
  type Rules,
  rankRace,
  StandingsEngine,
  toRows,
  WeekFold,
  weekStandings,
} from './index.js';
import { card, GAMES_A_WEEK, game, SLOW_MACHINE_MS, side } from './testing/arbitraries.js';

vi.setConfig({ testTimeout: SLOW_MACHINE_MS });

const rules: fc.Arbitrary<Rules> = fc.constantFrom(...Object.values(RULES));

/** Some games of a small week, and a log in which games change, join and occur twice. */
const anyOfWeek = fc.nat(GAMES_A_WEEK - 1).chain((index) => game(1, index));
const smallLog = fc.record({
  week: fc.constant(1),
  start: fc.uniqueArray(anyOfWeek, { selector: ({ id }) => id }),
  events: fc.array(fc.array(anyOfWeek, { maxLength: 3 }), { maxLength: 12 }),
  cards: fc.array(card(1), { minLength: 1, maxLength: 6 }),
});

interface Log {
  readonly week: number;
  readonly start: readonly GameState[];
  readonly events: readonly (readonly GameState[])[];
  readonly cards: readonly CardPicks[];
}

function foldOf({ start, events, cards }: Log, by: Rules): WeekFold<GameState> {
  const engine = new StandingsEngine(by);
  for (const [n, one] of cards.entries()) engine.setPlayer(n, { name: `P${n}`, card: one, base: EMPTY_BASE });
  return new WeekFold(engine, start, events);
}

/** Computes the games after the first `position` events from scratch. */
function gamesAt({ start, events }: Log, position: number): GameState[] {
  const games = new Map(start.map((one) => [one.id, one]));
  for (const changed of events.slice(0, position)) for (const one of changed) games.set(one.id, one);
  return [...games.values()];
}

/** Computes the standings after the first `position` events from scratch. */
function tableAt(log: Log, position: number, by: Rules) {
  const entrants = log.cards.map((one, n) => ({ n, name: `P${n}`, cards: [{ week: log.week, ...one }] }));
  return toRows(weekStandings(entrants, gamesAt(log, position), by, log.week));
}

function expectExact(fold: WeekFold<GameState>, log: Log, by: Rules) {
  expect(fold.engine.top('week', 'all', log.cards.length)).toEqual(tableAt(log, fold.position, by));
}

const byId = (a: GameState, b: GameState) => (a.id < b.id ? -1 : 1);

describe('a week at any position of its log', () => {
  it('equals the standings of the games at that position, whichever way it got there', () => {
    fc.assert(
      fc.property(smallLog, rules, fc.array(fc.nat(13), { maxLength: 10 }), (log, by, path) => {
        const fold = foldOf(log, by);
        expectExact(fold, log, by);
        for (const position of path) {
          fold.seek(position);
          expect(fold.position).toBe(Math.min(position, log.events.length));
          expect(fold.games().sort(byId)).toEqual(gamesAt(log, fold.position).sort(byId));
          expectExact(fold, log, by);
        }
      }),
    );
  });

  it('reports correctly when no total changed on the way', () => {
    fc.assert(
      fc.property(smallLog, rules, fc.array(fc.nat(13), { maxLength: 10 }), (log, by, path) => {
        const fold = foldOf(log, by);
        for (const position of path) {
          const before = fold.engine.top('week', 'all', log.cards.length);
          if (!fold.seek(position)) expect(fold.engine.top('week', 'all', log.cards.length)).toEqual(before);
        }
      }),
    );
  });

  it('lacks a game that left the week, and has it again at earlier positions', () => {
    const staying: GameState = {
      id: 'g',
      week: 1,
      away: 'PHI',
      home: 'CIN',
      awayScore: 3,
      homeScore: 0,
      state: 'in',
    };
    const engine = new StandingsEngine(RULES.straight);
    engine.setPlayer(0, {
      name: 'P0',
      card: { picks: { g: 'away' }, banker: null, joker: false },
      base: EMPTY_BASE,
    });
    const moved = { ...staying, week: 2 };
    const fold = new WeekFold(engine, [staying], [[moved], [staying]], ({ week }) => week === 1);
    const at = (position: number) => {
      fold.seek(position);
      return { games: fold.games(), points: engine.top('week', 'all', 1)[0]?.[2] };
    };
    const here = { games: [staying], points: at(0).points };
    expect(here.points).toBeGreaterThan(0);
    expect([at(1), at(2), at(1), at(0)]).toEqual([
      { games: [], points: 0 },
      here,
      { games: [], points: 0 },
      here,
    ]);
  });

  it('stops at both ends', () => {
    const fold = foldOf({ week: 1, start: [], events: [[]], cards: [] }, RULES.classic);
    fold.seek(-3);
    expect(fold.position).toBe(0);
    fold.seek(9);
    expect(fold.position).toBe(1);
  });
});

describe('the race of a week', () => {
  it('has the leaders and the ranks of every position, and leaves the week at its position', () => {
    fc.assert(
      fc.property(smallLog, rules, fc.nat(13), fc.boolean(), (log, by, position, all) => {
        const fold = foldOf(log, by);
        fold.seek(position);
        const at = fold.position;
        const members = all ? 'all' : Uint32Array.from(log.cards.keys()).reverse();
        const numbers = all ? [...log.cards.keys()] : [...log.cards.keys()].reverse();
        const race = rankRace(fold, members, [...log.cards.keys(), log.cards.length]);
        expect(fold.position).toBe(at);
        for (let p = 0; p <= log.events.length; p += 1) {
          const table = tableAt(log, p, by);
          const rankOf = new Map(table.map(([n, rank]) => [n, rank]));
          const lead = race.leads.findLast((one) => one.position <= p);
          expect(lead?.leaders).toEqual(
            table
              .filter(([, rank]) => rank === 1)
              .map(([n]) => n)
              .sort((a, b) => a - b),
          );
          expect(race.ranks.map((line) => line[p])).toEqual([...numbers.map((n) => rankOf.get(n)), 0]);
        }
        for (const [i, lead] of race.leads.entries()) {
          expect(lead.leaders).not.toEqual(race.leads[i - 1]?.leaders);
        }
      }),
    );
  });
});

/** The recorded Sunday as a log: the fourteen games before kickoff, and every recorded play. */
const file = new URL('../../../apps/replay/data/sunday-2024-w8.json', import.meta.url);
interface Play {
  readonly game: string;
  readonly awayScore: number;
  readonly homeScore: number;
  readonly kind: string;
}
interface Recording {
  readonly week: number;
  readonly games: readonly { readonly id: string; readonly away: string; readonly home: string }[];
  readonly events: readonly Play[];
}

function recordedSunday(): Omit<Log, 'cards'> {
  const { week, games, events }: Recording = JSON.parse(readFileSync(file, 'utf8'));
  const start = games.map(
    ({ id, away, home }): GameState => ({ id, week, away, home, awayScore: 0, homeScore: 0, state: 'pre' }),
  );
  const before = new Map(start.map((one) => [one.id, one]));
  const log = events.map(({ game: id, awayScore, homeScore, kind }): GameState[] => {
    const state = kind === 'final' ? ('post' as const) : ('in' as const);
    return [{ ...(before.get(id) as GameState), awayScore, homeScore, state }];
  });
  return { week, start, events: log };
}

describe('the recorded Sunday', () => {
  const sunday = recordedSunday();
  const ids = sunday.start.map(({ id }) => id);
  const cards: fc.Arbitrary<CardPicks[]> = fc.array(
    fc.record({
      picks: fc
        .tuple(...ids.map(() => side))
        .map((sides) => Object.fromEntries(ids.map((id, i) => [id, sides[i] as 'home' | 'away']))),
      banker: fc.constantFrom(...ids),
      joker: fc.boolean(),
    }),
    { minLength: 2, maxLength: 8 },
  );

  it('equals the standings from scratch at each of its positions, for any cards', () => {
    expect(sunday.events.length).toBeGreaterThan(300);
    fc.assert(
      fc.property(cards, rules, (given, by) => {
        const log = { ...sunday, cards: given };
        const fold = foldOf(log, by);
        for (let position = fold.length; position >= 0; position -= 1) {
          fold.seek(position);
          expectExact(fold, log, by);
        }
      }),
      { numRuns: 6 },
    );
  });
});
