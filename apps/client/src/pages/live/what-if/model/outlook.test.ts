import type { Game } from '@sunday-live/contract';
import { RULES, toRows, weekStandings, whatIf } from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { CountedCard } from '../../../../http/queries.js';
import { aCountedCard, aGame, aPlayer } from '../../../../testing/slate.js';
import { exposures } from './exposure.js';
import { type FieldInput, fieldOf } from './field.js';
import { leadRange, needOf } from './needs.js';
import { reachOf } from './reach.js';
import { allEnds, CEILING, extremes, wonBy } from './results.js';

vi.setConfig({ testTimeout: 60_000 });

const live = (id: string, awayScore: number, homeScore: number) =>
  aGame({ id, away: `A${id}`, home: `H${id}`, state: 'in', awayScore, homeScore });
const ahead = (id: string) => aGame({ id, away: `A${id}`, home: `H${id}` });

function input(games: Game[], cards: CountedCard[]): FieldInput {
  const entrants = cards.map((card, n) => ({ n, name: `P${n}`, cards: [{ ...card, week: 8 }] }));
  const table = new Map(toRows(weekStandings(entrants, games, RULES.classic, 8)).map((row) => [row[0], row]));
  return {
    state: {
      games: new Map(games.map((game) => [game.id, game])),
      players: new Map(cards.map((_, n) => [n, aPlayer(n)])),
      scopes: { day: table, week: table, season: table },
    },
    scope: 'week',
    day: new Set(),
    cards: new Map(cards.map((card, n) => [`p${n}`, card])),
    rules: 'classic',
    bases: null,
  };
}

const score = fc.constantFrom(0, 3, 7, 10, 20, 31);
const side = fc.constantFrom<'away' | 'home'>('away', 'home');
const slate = fc
  .tuple(score, score, score, score)
  .map(([a, b, c, d]) => [live('1', a, b), live('2', c, d), ahead('3')]);
const cards = fc.array(
  fc
    .record({
      picks: fc.tuple(side, side, side),
      banker: fc.constantFrom(null, '1', '2', '3'),
      joker: fc.boolean(),
    })
    .map(({ picks: [one, two, three], ...rest }) => aCountedCard({ 1: one, 2: two, 3: three }, rest)),
  { minLength: 3, maxLength: 6 },
);

describe('possible results of a game', () => {
  it('a leader keeps the score, a trailing team scores just enough, and a game that has not begun gets a usual score', () => {
    expect(wonBy(live('1', 14, 10), 'away')).toEqual({ awayScore: 14, homeScore: 10 });
    expect(wonBy(live('1', 14, 10), 'home')).toEqual({ awayScore: 14, homeScore: 16 });
    expect(wonBy(live('1', 10, 10), 'home')).toEqual({ awayScore: 10, homeScore: 13 });
    expect(wonBy(live('1', 30, 10), 'home')).toEqual({ awayScore: 30, homeScore: 31 });
    expect(wonBy(ahead('1'), 'away')).toEqual({ awayScore: 24, homeScore: 20 });
  });

  it('nobody loses points, and nobody ends above the ceiling or two touchdowns more than now', () => {
    fc.assert(
      fc.property(score, score, (away, home) => {
        for (const end of [...extremes(live('1', away, home)), ...allEnds(live('1', away, home))]) {
          expect(end.awayScore).toBeGreaterThanOrEqual(away);
          expect(end.homeScore).toBeGreaterThanOrEqual(home);
          expect(Math.max(end.awayScore, end.homeScore)).toBeLessThanOrEqual(CEILING);
        }
      }),
    );
    expect(extremes(live('1', 50, 0))).toContainEqual({ awayScore: 64, homeScore: 0 });
  });
});

describe('the field', () => {
  it('reproduces the standings for every player, and reports a missing card', () => {
    fc.assert(
      fc.property(slate, cards, (games, held) => {
        expect(fieldOf(input(games, held)).whole).toBe(true);
      }),
    );
    const table = input([live('1', 7, 0)], [aCountedCard({ 1: 'away' }), aCountedCard({ 1: 'away' })]);
    expect(fieldOf({ ...table, cards: new Map() }).whole).toBe(false);
  });

  it('knows which games hide the picks of others', () => {
    const games = [live('1', 7, 0), ahead('3')];
    const own = aCountedCard({ 1: 'away', 3: 'home' });
    expect(fieldOf(input(games, [own, aCountedCard({ 1: 'away' })])).hidden).toEqual(new Set(['3']));
    expect(fieldOf(input(games, [own, aCountedCard({ 3: 'away' })])).hidden).toEqual(new Set());
  });
});

describe('needs', () => {
  it('name the one result that lifts the viewer above a rival', () => {
    const table = input(
      [live('1', 14, 10), live('2', 3, 0)],
      [aCountedCard({ 1: 'home', 2: 'away' }), aCountedCard({ 1: 'away', 2: 'away' })],
    );
    expect(needOf(table, 0, 1)).toEqual({
      rival: 1,
      ahead: false,
      level: false,
      ways: [[{ game: '1', side: 'home' }]],
      differ: ['1'],
      settled: false,
    });
    expect(needOf(table, 1, 0)).toMatchObject({ ahead: true, ways: [[{ game: '1', side: 'home' }]] });
  });

  it('are settled where nothing differs', () => {
    const same = aCountedCard({ 1: 'home' });
    expect(needOf(input([live('1', 14, 10)], [same, same]), 0, 1)).toMatchObject({
      level: true,
      settled: true,
      ways: [],
    });
  });

  it('list ways that work, and none of whose parts alone works', () => {
    fc.assert(
      fc.property(slate, cards, (games, held) => {
        const table = input(games, held);
        const need = needOf(table, 0, 1);
        const duel = fieldOf(table, [0, 1]);
        const [passing, passed] = need.ahead ? [1, 0] : [0, 1];
        const passes = (way: readonly { game: string; side: 'away' | 'home' }[]) => {
          const scores = new Map(
            way.map(({ game, side: winner }) => [
              game,
              wonBy(games.find(({ id }) => id === game) as Game, winner),
            ]),
          );
          return whatIf(
            duel.engine,
            scores,
            () =>
              duel.engine.rankOf('week', duel.members, passing) <
              duel.engine.rankOf('week', duel.members, passed),
          );
        };
        for (const way of need.ways) {
          expect(passes(way)).toBe(true);
          for (const part of way) if (way.length > 1) expect(passes([part])).toBe(false);
        }
      }),
    );
  });
});

describe('what is still possible', () => {
  it('no result of all games gives a lead outside the range, and its ends are reached', () => {
    fc.assert(
      fc.property(slate, cards, (games, held) => {
        const field = fieldOf(input(games, held));
        const [least, most] = leadRange(field, 0, 1);
        const seen = everyExtreme(games).map((scores) =>
          whatIf(
            field.engine,
            scores,
            () => field.engine.pointsOf('week', 0) - field.engine.pointsOf('week', 1),
          ),
        );
        expect([Math.min(...seen), Math.max(...seen)]).toEqual([least, most]);
      }),
      { numRuns: 40 },
    );
  });

  it('the rank with one open game is exact, by trying every result; with three it is a valid bound', () => {
    fc.assert(
      fc.property(slate, cards, (games, held) => {
        const [one, ...others] = games.map((game, i) =>
          i === 0 ? game : { ...game, state: 'post' as const },
        );
        const single = fieldOf(input(one ? [one, ...others] : [], held));
        const ranks = allEnds(games[0] as Game).map((end) =>
          whatIf(single.engine, new Map([['1', end]]), () => single.engine.rankOf('week', single.members, 0)),
        );
        const exact = reachOf(single, 0);
        expect([exact.exact, exact.rank]).toEqual([true, [Math.min(...ranks), Math.max(...ranks)]]);
        const three = fieldOf(input(games, held));
        const seen = everyExtreme(games).map((scores) =>
          whatIf(three.engine, scores, () => three.engine.rankOf('week', three.members, 0)),
        );
        const [best, worst] = reachOf(three, 0).rank ?? [0, 0];
        expect([Math.min(...seen) >= best, Math.max(...seen) <= worst]).toEqual([true, true]);
      }),
      { numRuns: 10 },
    );
  });

  it('has no rank while picks are hidden, and lists games that no longer matter', () => {
    const own = aCountedCard({ 1: 'away', 3: 'home' });
    expect(
      reachOf(fieldOf(input([live('1', 7, 0), ahead('3')], [own, aCountedCard({ 1: 'away' })])), 0),
    ).toMatchObject({
      rank: null,
      dead: ['1'],
    });
  });
});

describe('the exposure board', () => {
  it('puts bankers with jokers first, then bankers, then the largest stakes', () => {
    const [board] = exposures(
      fieldOf(
        input(
          [live('1', 14, 10)],
          [
            aCountedCard({ 1: 'home' }),
            aCountedCard({ 1: 'away' }, { banker: '1' }),
            aCountedCard({ 1: 'away' }, { banker: '1', joker: true }),
          ],
        ),
      ),
    );
    expect(board?.stakes).toEqual([
      { n: 2, side: 'away', banker: true, joker: true, away: 0, home: -180 },
      { n: 1, side: 'away', banker: true, joker: false, away: 0, home: -60 },
      { n: 0, side: 'home', banker: false, joker: false, away: 0, home: 16 },
    ]);
  });
});

/** Returns all combinations of the games' extreme results. */
function everyExtreme(games: readonly Game[]): Map<string, { awayScore: number; homeScore: number }>[] {
  const [first, ...rest] = games;
  if (!first) return [new Map()];
  return everyExtreme(rest).flatMap((scores) =>
    extremes(first).map((end) => new Map([...scores, [first.id, end]])),
  );
}
