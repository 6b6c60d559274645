import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aGame } from '../../../testing/slate.js';
import {
  hashOf,
  isWhatIf,
  MARGIN_MAX,
  marginNow,
  marginsOf,
  scoreByMargin,
  scoresByMargins,
} from './what-if.js';

const margin = fc.integer({ min: -MARGIN_MAX, max: MARGIN_MAX });
const score = fc.nat(50);

describe('S20 what if, by a slider', () => {
  it('the score has the margin, takes nobody points, and leaves one team as it is', () => {
    fc.assert(
      fc.property(score, score, margin, (awayScore, homeScore, by) => {
        const end = scoreByMargin(aGame({ state: 'in', awayScore, homeScore }), by);
        expect(end.homeScore - end.awayScore).toBe(by);
        expect(end.awayScore >= awayScore && end.homeScore >= homeScore).toBe(true);
        expect(end.awayScore === awayScore || end.homeScore === homeScore).toBe(true);
      }),
    );
  });

  it('a game that has not begun ends with a usual score of the loser', () => {
    expect(scoreByMargin(aGame(), -4)).toEqual({ awayScore: 24, homeScore: 20 });
    expect(marginNow(aGame({ awayScore: 60 }))).toBe(-MARGIN_MAX);
  });

  it('a link says the same again', () => {
    fc.assert(
      fc.property(margin, margin, (a, b) => {
        const open = [aGame({ id: '401' }), aGame({ id: '402' })];
        const margins = new Map([
          ['401', a],
          ['402', b],
        ]);
        const hash = hashOf(margins);
        expect(isWhatIf(hash)).toBe(true);
        expect(marginsOf(hash, open)).toEqual(margins);
        expect(scoresByMargins(open, margins).size).toBe(2);
      }),
    );
  });

  it('a link with anything else in it changes nothing', () => {
    const open = [aGame({ id: '401' })];
    expect(marginsOf('#what-if=401:99,402:3,401,x:y,:', open)).toEqual(new Map([['401', MARGIN_MAX]]));
    expect(marginsOf('#games', open)).toEqual(new Map());
  });
});
