import { describe, expect, it } from 'vitest';
import { type CardPicks, type GameState, gamesByWeek, leader, RULES, scoreCard, scorePick } from './index.js';
import { ATL_TB, badCard, games, goodCard, PHI_CIN } from './testing/week-8-of-2024.js';

const week8 = gamesByWeek(games).get(8) ?? new Map<string, GameState>();
const phi = week8.get(PHI_CIN) as GameState;

const now = (state: GameState['state'], awayScore: number, homeScore: number): GameState => ({
  ...phi,
  state,
  awayScore,
  homeScore,
});

describe('S1 the leader', () => {
  it.each([
    ['in', 7, 3, 'away'],
    ['in', 3, 7, 'home'],
    ['post', 20, 17, 'away'],
    ['in', 0, 0, 'tie'],
    ['post', 20, 20, 'tie'],
    ['pre', 0, 0, null],
    ['off', 14, 7, null],
  ] as const)('of a game %s at %i:%i is %s', (state, awayScore, homeScore, expected) => {
    expect(leader({ state, awayScore, homeScore })).toBe(expected);
  });
});

describe('S2 to S8 one pick', () => {
  const banker = { side: 'away', banker: true, joker: false } as const;
  const plain = { side: 'away', banker: false, joker: false } as const;

  it('S2 a right pick scores what the winner scored', () => {
    expect(scorePick(RULES.classic, now('in', 24, 10), plain)).toEqual({
      points: 24,
      right: true,
      banker: false,
    });
    expect(scorePick(RULES.classic, now('post', 10, 24), { ...plain, side: 'home' })?.points).toBe(24);
  });

  it('S3 a wrong pick and a tie score 0', () => {
    expect(scorePick(RULES.classic, now('in', 10, 24), plain)).toEqual({
      points: 0,
      right: false,
      banker: false,
    });
    expect(scorePick(RULES.classic, now('post', 20, 20), plain)).toEqual({
      points: 0,
      right: false,
      banker: false,
    });
    expect(scorePick(RULES.classic, now('in', 20, 20), banker)).toEqual({
      points: 0,
      right: false,
      banker: true,
    });
  });

  it('S4 a game that has not started or was called off does not count', () => {
    expect(scorePick(RULES.classic, now('pre', 0, 0), banker)).toBeNull();
    expect(scorePick(RULES.classic, now('off', 14, 7), banker)).toBeNull();
  });

  it('S5 a banker counts twice the winner’s score, both ways', () => {
    expect(scorePick(RULES.classic, now('in', 24, 10), banker)).toEqual({
      points: 48,
      right: true,
      banker: true,
    });
    expect(scorePick(RULES.classic, now('in', 10, 24), banker)).toEqual({
      points: -48,
      right: false,
      banker: true,
    });
  });

  it('S26 a banker counts wherever its team plays now: home and away may have been exchanged', () => {
    const home = { ...banker, side: 'home' } as const;
    expect(scorePick(RULES.classic, now('in', 24, 10), home)).toEqual({
      points: -48,
      right: false,
      banker: true,
    });
    expect(scorePick(RULES.classic, now('in', 10, 24), home)).toEqual({
      points: 48,
      right: true,
      banker: true,
    });
  });

  it('S6 the joker triples the banker only', () => {
    expect(scorePick(RULES.classic, now('in', 24, 10), { ...banker, joker: true })?.points).toBe(144);
    expect(scorePick(RULES.classic, now('in', 10, 24), { ...banker, joker: true })?.points).toBe(-144);
    expect(scorePick(RULES.classic, now('in', 24, 10), { ...plain, joker: true })?.points).toBe(24);
  });

  it('S7 by joker-week the joker triples every pick', () => {
    expect(scorePick(RULES['joker-week'], now('in', 24, 10), { ...banker, joker: true })?.points).toBe(144);
    expect(scorePick(RULES['joker-week'], now('in', 24, 10), { ...plain, joker: true })?.points).toBe(72);
    expect(scorePick(RULES['joker-week'], now('in', 10, 24), { ...plain, joker: true })?.points).toBe(0);
  });

  it('S8 straight: one a right pick, whatever else is on the card', () => {
    const marked = { ...banker, joker: true };
    expect(scorePick(RULES.straight, now('in', 24, 10), marked)).toEqual({
      points: 1,
      right: true,
      banker: false,
    });
    expect(scorePick(RULES.straight, now('in', 10, 24), marked)).toEqual({
      points: 0,
      right: false,
      banker: false,
    });
  });
});

describe('S2 to S8 a card of week 8, 2024, checked by hand', () => {
  it.each([
    ['classic', 271, 222],
    ['joker-week', 369, 222],
    ['straight', 3, null],
  ] as const)('the good card by %s: %i points', (rules, points, bankerPoints) => {
    expect(scoreCard(goodCard, week8, RULES[rules])).toMatchObject({
      points,
      right: 3,
      counted: 5,
      bankerPoints,
    });
  });

  it.each([
    ['classic', -40, -108],
    ['joker-week', 96, -108],
    ['straight', 2, null],
  ] as const)('the bad card by %s: %i points', (rules, points, bankerPoints) => {
    expect(scoreCard(badCard, week8, RULES[rules])).toMatchObject({
      points,
      right: 2,
      counted: 5,
      bankerPoints,
    });
  });

  it('returns the score of each pick', () => {
    const { byGame } = scoreCard(goodCard, week8, RULES.classic);
    expect(byGame.get(PHI_CIN)).toEqual({ points: 222, right: true, banker: true });
    expect(byGame.get(ATL_TB)).toEqual({ points: 31, right: true, banker: false });
  });

  it('S4 a banker whose game was called off gives null, not 0', () => {
    const off = new Map(week8).set(PHI_CIN, { ...phi, state: 'off' });
    const score = scoreCard(goodCard, off, RULES.classic);
    expect(score).toMatchObject({ points: 49, right: 2, counted: 4, bankerPoints: null });
  });

  it('S4 picks in unknown games count nothing', () => {
    const card: CardPicks = { picks: { nowhere: 'home' }, banker: 'nowhere', joker: true };
    expect(scoreCard(card, week8, RULES.classic)).toMatchObject({
      points: 0,
      counted: 0,
      bankerPoints: null,
    });
  });

  it('S7 a joker that does not count multiplies nothing', () => {
    expect(scoreCard(goodCard, week8, RULES['joker-week'], false).points).toBe(74 + 31 + 18);
  });
});
