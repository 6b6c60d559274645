import type { Game } from '@sunday-live/contract';
import {
  CardColumns,
  type Entrant,
  GameSlots,
  type GameState,
  RULES,
  RULES_NAMES,
  seasonStandings,
  type WeekCard,
  weekStandings,
} from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NULL_INT } from '../../platform/database/copy-binary.js';
import type { SlateEvent, SlateEventBody } from '../slate/slate-event.js';
import { SeasonChanges } from './season-changes.js';
import { SeasonSoFar } from './season-so-far.js';
import { noteJokers, scoreWeek } from './week-scores.js';
import { jokerCounts, WeekValues } from './week-values.js';

const WEEKS = [1, 2, 3];
const GAMES = [0, 1];
const PLAYERS = ['ann', 'ben'];
const SEASON = 2024;

/** The state of the results feature, in memory: it may only rewrite weeks that the changes name. */
interface World {
  readonly games: Map<string, Game>;
  readonly cards: Map<string, Map<number, WeekCard>>;
}

const gameId = (week: number, n: number): string => `${week}${n}`;

function game(week: number, n: number, state: Game['state'], awayScore: number, homeScore: number): Game {
  return {
    ...{
      id: gameId(week, n),
      season: SEASON,
      week,
      kickoff: '2024-09-08T17:00:00Z',
      away: `A${n}`,
      home: `H${n}`,
    },
    ...{ awayScore, homeScore, state, detail: '', period: 0, clock: '0:00', leader: null, rev: 1 },
  };
}

/** An import of a result, correction or card, with its event of the log. */
type Step =
  | { readonly kind: 'game'; readonly game: Game }
  | { readonly kind: 'card'; readonly player: string; readonly card: WeekCard };

const points = fc.constantFrom(0, 3, 10, 20);
const week = fc.constantFrom(...WEEKS);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(
      week,
      fc.constantFrom(...GAMES),
      fc.constantFrom<Game['state']>('pre', 'in', 'post', 'post', 'off'),
      points,
      points,
    )
    .map((given): Step => ({ kind: 'game', game: game(...given) })),
  fc
    .tuple(fc.constantFrom(...PLAYERS), week, fc.boolean(), fc.boolean(), fc.constantFrom(...GAMES))
    .map(([player, at, home, joker, n]): Step => {
      const side = home ? 'home' : 'away';
      const picks = { [gameId(at, 0)]: side, [gameId(at, 1)]: 'away' } as const;
      return { kind: 'card', player, card: { week: at, picks, banker: gameId(at, n), joker } };
    }),
);

function apply(world: World, step: Step): SlateEventBody {
  if (step.kind === 'card') {
    const own = world.cards.get(step.player) ?? new Map<number, WeekCard>();
    world.cards.set(step.player, own.set(step.card.week, step.card));
    const { picks, banker, joker } = step.card;
    return { kind: 'card', player: step.player, seasonType: 2, card: { picks, banker, joker } };
  }
  const before = world.games.get(step.game.id);
  world.games.set(step.game.id, step.game);
  return { kind: 'games', seasonType: 2, games: [step.game], before: before === undefined ? [] : [before] };
}

/** True when every game of the week is locked. */
const ALL_LOCKED = { here: ~0, shown: ~0, wanted: ~0 };

/** Returns the players' results of a week as they are stored, by number. */
function resultsOf(world: World, at: number): (readonly (number | undefined)[])[] {
  const season = new SeasonSoFar();
  let values = new WeekValues(0);
  for (const week of WEEKS.filter((one) => one <= at)) {
    const { cards, isPlayed } = weekOf(world, week);
    const ofWeek = { cards, locks: ALL_LOCKED };
    values = new WeekValues(0);
    if (isPlayed) values = scoreWeek(season, ofWeek, world.games.values());
    else noteJokers(season, ofWeek);
  }
  return values.players().map((n) => [n, ...ofWeekOnly(values).map((column) => column[n])]);
}

/** Returns the results of players with a card for the week: those of others depend on other weeks. */
function ofCards(world: World, at: number): ReturnType<typeof resultsOf> {
  const { cards } = weekOf(world, at);
  return resultsOf(world, at).filter(([n]) => cards.includes(n ?? -1));
}

function ofWeekOnly(values: WeekValues): Int32Array[] {
  const perRules = RULES_NAMES.flatMap((_, slot) =>
    (['points', 'right', 'bankerPoints', 'rank'] as const).map((name) => values.of(slot, name)),
  );
  return [values.played, values.jokers, ...perRules];
}

function weekOf(world: World, at: number): { cards: CardColumns; isPlayed: boolean } {
  const slots = new GameSlots(GAMES.map((n) => ({ slot: n, game: gameId(at, n) })));
  const cards = new CardColumns(slots);
  for (const [n, player] of PLAYERS.entries()) {
    const card = world.cards.get(player)?.get(at);
    if (card !== undefined) cards.set(n, slots.inBits(card));
  }
  const isPlayed = [...world.games.values()].some((one) => one.week === at && one.state === 'post');
  return { cards, isPlayed };
}

describe('R2: any order and repetition of imports and corrections', () => {
  it('leaves the scores that follow from scratch, although only the weeks are rewritten that the log names', () => {
    const batches = fc.array(fc.array(fc.tuple(step, fc.boolean()), { maxLength: 6 }), { maxLength: 8 });
    fc.assert(
      fc.property(batches, (turns) => {
        const world: World = { games: new Map(), cards: new Map() };
        const kept = new Map<number, ReturnType<typeof resultsOf>>();
        let seq = 0;
        for (const turn of turns) {
          const changes = new SeasonChanges(SEASON);
          for (const [change, twice] of turn) {
            for (let times = twice ? 2 : 1; times > 0; times -= 1) {
              const at = change.kind === 'game' ? change.game.week : change.card.week;
              seq += 1;
              changes.note(event(seq, at, apply(world, change)));
            }
          }
          for (const [, changed] of changes.bySeason()) {
            for (const at of WEEKS) {
              if (changed.has(2, at, weekOf(world, at).isPlayed)) kept.set(at, ofCards(world, at));
            }
          }
          for (const at of WEEKS) expect(kept.get(at) ?? []).toEqual(ofCards(world, at));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('R1: the results of a week', () => {
  it('are the plain standings of the scoring library, of the week and of the season after it', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const world: World = { games: new Map(), cards: new Map() };
        for (const one of steps) apply(world, one);
        const season = new SeasonSoFar();
        const games = [...world.games.values()].map(
          (one): GameState => (one.state === 'in' ? { ...one, state: 'pre' } : one),
        );
        const played: number[] = [];
        for (const at of WEEKS) {
          const { cards, isPlayed } = weekOf(world, at);
          const ofWeek = { cards, locks: ALL_LOCKED };
          if (!isPlayed) {
            noteJokers(season, ofWeek);
            continue;
          }
          played.push(at);
          const values = scoreWeek(season, ofWeek, games);
          for (const [slot, name] of RULES_NAMES.entries()) {
            const entrants = entrantsOf(world);
            expect(weekRows(values, slot)).toEqual(
              weekStandings(entrants, games, RULES[name], at)
                .map(({ n, points, right, counted, bankers, bankerPoints, jokers, rank }) => ({
                  ...{ n, points, right, played: counted, rank, joker: jokers === 1 },
                  bankerPoints: bankers === 0 ? NULL_INT : bankerPoints,
                }))
                .sort((a, b) => a.n - b.n),
            );
            const upTo = entrants.map((one) => ({
              ...one,
              cards: one.cards.map((card) =>
                played.includes(card.week) ? card : { ...card, picks: {}, banker: null },
              ),
              counts: one.cards.some((card) => played.includes(card.week)),
            }));
            const season = [
              'place',
              'seasonPoints',
              'seasonRight',
              'seasonBankerPoints',
              'seasonBankers',
            ] as const;
            expect(
              values.players().map((n) => [n, ...season.map((name) => values.of(slot, name)[n])]),
            ).toEqual(
              seasonStandings(
                upTo.filter(({ counts }) => counts),
                games,
                RULES[name],
              )
                .map(({ n, rank, points, right, bankerPoints, bankers }) => [
                  n,
                  rank,
                  points,
                  right,
                  bankerPoints,
                  bankers,
                ])
                .sort(([a = 0], [b = 0]) => a - b),
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});

function entrantsOf(world: World): Entrant[] {
  return PLAYERS.map((name, n) => ({ n, name, cards: [...(world.cards.get(name)?.values() ?? [])] }));
}

function weekRows(values: WeekValues, slot: number): object[] {
  return values
    .players()
    .filter((n) => values.played[n] !== NULL_INT)
    .map((n) => ({
      n,
      played: values.played[n],
      points: values.of(slot, 'points')[n],
      right: values.of(slot, 'right')[n],
      bankerPoints: values.of(slot, 'bankerPoints')[n],
      rank: values.of(slot, 'rank')[n],
      joker: ((values.jokers[n] as number) & jokerCounts(slot)) !== 0,
    }));
}

function event(seq: number, at: number, body: SlateEventBody): SlateEvent {
  return { epoch: 'e', seq, at: '2024-09-08T17:00:00Z', season: SEASON, week: at, body };
}
