import type { Game } from '@sunday-live/contract';
import {
  countedJokers,
  type GameState,
  gamesByWeek,
  RULES,
  scoreCard,
  type WeekCard,
} from '@sunday-live/scoring';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SlateEvent, SlateEventBody } from '../slate/slate-event.js';
import { SeasonChanges } from './season-changes.js';
import { type WeekScore, weekScores } from './week-scores.js';

const WEEKS = [1, 2, 3];
const GAMES = [0, 1];
const PLAYERS = ['ann', 'ben'];
const SEASON = 2024;

/** What the results feature knows, held in memory: it may only rewrite weeks that the changes name. */
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

/** One import of a result, correction or card, told as the log tells it. */
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

function scoresOf(world: World, at: number): WeekScore[] {
  const games = [...world.games.values()];
  if (!games.some((one) => one.week === at && one.state === 'post')) return [];
  const cards = [...world.cards].flatMap(([player, own]) => {
    const card = own.get(at);
    return card === undefined
      ? []
      : [{ player, card, jokers: [...own.values()].filter(({ joker }) => joker) }];
  });
  return weekScores(cards, games, at);
}

describe('R2: any order and repetition of imports and corrections', () => {
  it('leaves the scores that follow from scratch, although only the weeks are rewritten that the log names', () => {
    const batches = fc.array(fc.array(fc.tuple(step, fc.boolean()), { maxLength: 6 }), { maxLength: 8 });
    fc.assert(
      fc.property(batches, (turns) => {
        const world: World = { games: new Map(), cards: new Map() };
        const kept = new Map<number, WeekScore[]>();
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
              const played = [...world.games.values()].some((one) => one.week === at && one.state === 'post');
              if (changed.has(2, at, played)) kept.set(at, scoresOf(world, at));
            }
          }
          for (const at of WEEKS) expect(kept.get(at) ?? []).toEqual(scoresOf(world, at));
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('R1: the score of a card in a week', () => {
  it('is what the scoring library says of the final games alone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const world: World = { games: new Map(), cards: new Map() };
        for (const one of steps) apply(world, one);
        for (const at of WEEKS) {
          const finals = [...world.games.values()].filter(({ state }) => state === 'post') as GameState[];
          for (const score of scoresOf(world, at)) {
            const own = world.cards.get(score.player) ?? new Map<number, WeekCard>();
            const rules = RULES[score.rules];
            const joker = countedJokers(own.values(), rules).has(at);
            const card = own.get(at) as WeekCard;
            const expected = scoreCard(card, gamesByWeek(finals).get(at) ?? new Map(), rules, joker);
            expect(score).toMatchObject({
              points: expected.points,
              rightPicks: expected.right,
              played: expected.counted,
              bankerPoints: expected.bankerPoints,
            });
          }
        }
      }),
    );
  });
});

function event(seq: number, at: number, body: SlateEventBody): SlateEvent {
  return { epoch: 'e', seq, at: '2024-09-08T17:00:00Z', season: SEASON, week: at, body };
}
