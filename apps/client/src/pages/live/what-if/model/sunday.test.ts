import { readFileSync } from 'node:fs';
import type { Scope } from '@sunday-live/contract';
import {
  baseOf,
  dayStandings,
  type Entrant,
  gamesByWeek,
  NEXT_SCORES,
  type NextScoreKind,
  nextScores,
  RULES,
  RULES_NAMES,
  type Rules,
  type RulesName,
  type Side,
  type StandingsRow,
  seasonStandings,
  toRows,
  weekStandings,
} from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { aGame, aPlayer } from '../../../../testing/slate.js';
import { type FieldInput, fieldOf } from './field.js';

vi.setConfig({ testTimeout: 120_000 });

interface Recording {
  readonly games: { id: string; kickoff: string; away: string; home: string }[];
  readonly events: { game: string; awayScore: number; homeScore: number; kind: string }[];
}

const file = new URL('../../../../../../replay/data/sunday-2024-w8.json', import.meta.url);
const sunday: Recording = JSON.parse(readFileSync(file, 'utf8'));
const SCOPES: readonly Scope[] = ['day', 'week', 'season'];
const PLAYERS = 4;
const LAST_WEEK = aGame({ id: 'last', week: 7, state: 'post', awayScore: 20, homeScore: 17 });

const side = fc.constantFrom<Side>('away', 'home');

/**
 * Cards like the demo's: nearly every game picked, a banker, rarely a joker, and one pick of the week before.
 */
const entrants: fc.Arbitrary<Entrant[]> = fc
  .array(
    fc.record({
      picks: fc.tuple(...sunday.games.map(() => fc.option(side, { freq: 12 }))),
      banker: fc.nat(sunday.games.length - 1),
      joker: fc.boolean(),
      before: side,
    }),
    { minLength: PLAYERS, maxLength: PLAYERS },
  )
  .map((cards) =>
    cards.map(({ picks, banker, joker, before }, n) => {
      const chosen = sunday.games.flatMap((game, i) => (picks[i] ? [[game.id, picks[i]] as const] : []));
      const week = {
        week: 8,
        picks: Object.fromEntries(chosen),
        banker: sunday.games[banker]?.id ?? null,
        joker,
      };
      const past = { week: 7, picks: { last: before }, banker: null, joker: false };
      return { n, name: `Player ${n}`, cards: [past, week] };
    }),
  );

describe.each(RULES_NAMES)('S20 the next-score preview on the recorded Sunday, rules %s', (rules) => {
  it('equals what happened next, for every player and every real score', () => {
    fc.assert(
      fc.property(entrants, (players) => {
        let scores = 0;
        const games = new Map(sunday.games.map((game) => [game.id, aGame({ ...game, week: 8 })]));
        for (const event of sunday.events) {
          const before = games.get(event.game);
          if (!before) throw new Error('unknown game');
          const after = {
            ...before,
            awayScore: event.awayScore,
            homeScore: event.homeScore,
            state: event.kind === 'final' ? ('post' as const) : ('in' as const),
          };
          const gains = [after.awayScore - before.awayScore, after.homeScore - before.homeScore] as const;
          const kind = kindOf(Math.max(...gains));
          if (kind && before.state === 'in') {
            scores += 1;
            const inputs = SCOPES.map((scope) => inputOf(players, [...games.values()], rules, scope));
            games.set(after.id, after);
            const scorer: Side = gains[0] > 0 ? 'away' : 'home';
            for (const input of inputs) {
              const field = fieldOf(input);
              expect(field.whole).toBe(true);
              const truth = standings(players, [...games.values()], RULES[rules], input.scope);
              for (const { n, rank, points } of truth) {
                const preview = nextScores(field.engine, input.scope, field.members, n, [kind]).find(
                  (next) => next.game === event.game && next.side === scorer,
                );
                expect([preview?.points, preview?.rank]).toEqual([points, rank]);
              }
            }
          }
          games.set(after.id, after);
        }
        expect(scores).toBe(198);
      }),
      { numRuns: 1, endOnFailure: true },
    );
  });
});

function kindOf(points: number): NextScoreKind | undefined {
  return (Object.keys(NEXT_SCORES) as NextScoreKind[]).find((kind) => NEXT_SCORES[kind] === points);
}

function standings(
  players: readonly Entrant[],
  games: readonly ReturnType<typeof aGame>[],
  rules: Rules,
  scope: Scope,
): StandingsRow[] {
  const ids = new Set(sunday.games.map(({ id }) => id));
  if (scope === 'day') return dayStandings(players, games, rules, 8, ids);
  return scope === 'week'
    ? weekStandings(players, games, rules, 8)
    : seasonStandings(players, [LAST_WEEK, ...games], rules);
}

/**
 * Builds a page's data: the current standings and the week's cards; totals of the other week as the server
 * sends them.
 */
function inputOf(
  players: readonly Entrant[],
  games: readonly ReturnType<typeof aGame>[],
  rules: RulesName,
  scope: Scope,
): FieldInput {
  const table = (of: Scope) =>
    new Map(toRows(standings(players, games, RULES[rules], of)).map((row) => [row[0], row]));
  const week = players.flatMap(({ n, cards: [, card] }) =>
    card ? [[`p${n}`, { ...card, jokerCounts: card.joker }] as const] : [],
  );
  const lastWeek = gamesByWeek([LAST_WEEK]);
  return {
    state: {
      games: new Map(games.map((game) => [game.id, game])),
      players: new Map(players.map(({ n, name }) => [n, aPlayer(n, { name })])),
      scopes: { day: table('day'), week: table('week'), season: table('season') },
    },
    scope,
    day: new Set(games.map((game) => game.id)),
    cards: new Map(week),
    rules,
    bases: new Map(
      players.map(({ n, cards }) => [
        `p${n}`,
        { ...baseOf(cards, lastWeek, RULES[rules], 8), jokerSpent: false },
      ]),
    ),
  };
}
