import { RULES_NAMES } from '@sunday-live/scoring';
import { describe, expect, it } from 'vitest';
import { lastSecondTurn, tiedBanker, workedCards } from './examples.js';

describe('the worked examples', () => {
  it('equal the manual computation in docs/scoring-rules.md', () => {
    const [ann, ben] = workedCards();
    expect(ann?.lines.slice(0, 4).map(({ points }) => points)).toMatchObject([
      { classic: 222, 'joker-week': 222, straight: 1 },
      { classic: 31, 'joker-week': 93, straight: 1 },
      { classic: 0, 'joker-week': 0, straight: 0 },
      { classic: 18, 'joker-week': 54, straight: 1 },
    ]);
    expect(ben?.lines.find(({ banker }) => banker)?.points).toMatchObject({
      classic: -36,
      'joker-week': -36,
      straight: 0,
    });
  });

  it('add up', () => {
    for (const { lines, total, right } of workedCards()) {
      for (const rules of RULES_NAMES) {
        expect(total[rules]).toBe(lines.reduce((sum, { points }) => sum + points[rules], 0));
      }
      expect(lines.filter((line) => line.right)).toHaveLength(right);
    }
  });

  it('show how a banker changes with the last play, and a tie', () => {
    expect(lastSecondTurn()).toMatchObject({
      before: { awayScore: 15, homeScore: 12 },
      after: { awayScore: 15, homeScore: 18 },
      pointsBefore: 30,
      pointsAfter: -36,
    });
    expect(tiedBanker().points).toBe(0);
    expect(tiedBanker().game.awayScore).toBe(tiedBanker().game.homeScore);
  });
});
