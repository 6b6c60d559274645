import fc from 'fast-check';
import type { CardPicks, GameState, PlayState, Side, WeekCard } from '../index.js';

/** Property tests run hundreds of cases, which takes long on a busy machine. */
export const SLOW_MACHINE_MS = 120_000;

/** Random seasons small enough that ties, jokers and called-off games are common. */
export const WEEKS = [1, 2, 3] as const;
export const GAMES_A_WEEK = 4;

export const side: fc.Arbitrary<Side> = fc.constantFrom('home', 'away');

export const playState: fc.Arbitrary<PlayState> = fc.constantFrom('pre', 'in', 'in', 'post', 'post', 'off');

/** Few different scores, so that level games and level players happen. */
export const score = fc.constantFrom(0, 0, 3, 6, 7, 10, 14, 20, 73);

export function gameId(week: number, index: number): string {
  return `w${week}g${index}`;
}

export function game(week: number, index: number): fc.Arbitrary<GameState> {
  return fc.record({ awayScore: score, homeScore: score, state: playState }).map((now) => ({
    id: gameId(week, index),
    week,
    away: `A${index}`,
    home: `H${index}`,
    ...now,
  }));
}

/** Any game of the season in any state. */
export const anyGame: fc.Arbitrary<GameState> = fc
  .tuple(fc.constantFrom(...WEEKS), fc.nat(GAMES_A_WEEK - 1))
  .chain(([week, index]) => game(week, index));

/** Every game of every week in some state. */
export const season: fc.Arbitrary<GameState[]> = fc.tuple(
  ...WEEKS.flatMap((week) => Array.from({ length: GAMES_A_WEEK }, (_, index) => game(week, index))),
);

/**
 * Cards in any shape, also ones that validation refuses: missing picks, bankers at home or without a game.
 */
export function card(week: number): fc.Arbitrary<CardPicks> {
  const ids = Array.from({ length: GAMES_A_WEEK }, (_, index) => gameId(week, index));
  return fc.record({
    picks: fc.dictionary(fc.constantFrom(...ids), side, { noNullPrototype: true }),
    banker: fc.option(fc.constantFrom(...ids), { freq: 5 }),
    joker: fc.boolean(),
  });
}

export function weekCard(week: number): fc.Arbitrary<WeekCard> {
  return card(week).map((picks) => ({ week, ...picks }));
}

/** At most one card a week, in any order of weeks. */
export const seasonCards: fc.Arbitrary<WeekCard[]> = fc
  .tuple(...WEEKS.map((week) => fc.option(weekCard(week), { freq: 4 })))
  .map((cards) => cards.filter((one) => one !== null))
  .chain((cards) => fc.shuffledSubarray(cards, { minLength: cards.length }));

/** Names, some of which differ only in case and accents or are equal. */
export const name = fc.constantFrom(
  'Ann',
  'ann',
  'Änn',
  ' Ann  B ',
  'Ann B',
  'Bob',
  'Zoë',
  'Zoe',
  '李',
  'b',
  'bo',
  '',
);
