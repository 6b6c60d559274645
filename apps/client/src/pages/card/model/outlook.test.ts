import { RULES } from '@sunday-live/scoring';
import { describe, expect, it } from 'vitest';
import { aGame } from '../../../testing/slate.js';
import { chances } from './odds.js';
import { cardStake, stakeOf } from './outlook.js';

const phi = aGame({ id: 'phi', away: 'PHI', home: 'CIN' });
const atl = aGame({ id: 'atl', away: 'ATL', home: 'TB' });
const facts = new Map([['phi', { game: 'phi', odds: 'PHI -3', overUnder: 44 }]]);
const odds = chances({ homeBy: -3, total: 44 });
const card = { picks: { phi: 'away', atl: 'home' } as const, banker: 'phi', joker: false };

describe('what a card can win and lose', () => {
  it('is the winner’s average points by the odds, double for the banker and against it', () => {
    const plain = stakeOf(
      phi,
      facts.get('phi'),
      { side: 'away', banker: false, joker: false },
      RULES.classic,
    );
    expect(plain).toEqual({ right: odds.away.points, wrong: 0, expected: odds.away.win * odds.away.points });
    const banker = stakeOf(phi, facts.get('phi'), { side: 'away', banker: true, joker: true }, RULES.classic);
    expect(banker.right).toBeCloseTo(6 * odds.away.points);
    expect(banker.wrong).toBeCloseTo(-6 * odds.home.points);
    expect(banker.expected).toBeCloseTo(
      6 * (odds.away.win * odds.away.points - odds.home.win * odds.home.points),
    );
  });

  it('adds up over the card, with a game without odds as an even one', () => {
    const even = chances({ homeBy: 0, total: 45 });
    const whole = cardStake(card, [phi, atl], facts, RULES.classic);
    expect(whole).toMatchObject({ now: null, withoutOdds: 1 });
    expect(whole.right).toBeCloseTo(2 * odds.away.points + even.home.points);
    expect(whole.wrong).toBeCloseTo(-2 * odds.home.points);
  });

  it('takes the current points of started games, and leaves out those called off', () => {
    const live = aGame({ ...phi, state: 'in', awayScore: 7, homeScore: 10 });
    const off = aGame({ ...atl, state: 'off' });
    expect(cardStake(card, [live, off], facts, RULES.classic)).toEqual({
      now: -20,
      withoutOdds: 0,
      right: -20,
      wrong: -20,
      expected: -20,
    });
  });

  it('is the number of right picks under straight rules', () => {
    const whole = cardStake({ ...card, joker: true }, [phi, atl], facts, RULES.straight);
    expect([whole.right, whole.wrong]).toEqual([2, 0]);
    expect(whole.expected).toBeCloseTo(odds.away.win + 0.5);
  });
});
