import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aGame } from '../../../../testing/slate.js';
import {
  hashOf,
  isWhatIf,
  MARGIN_MAX,
  marginOf,
  opensAhead,
  scoreByMargin,
  scoresOf,
  stillPossible,
  withoutAhead,
} from './what-if.js';

const margin = fc.integer({ min: -MARGIN_MAX, max: MARGIN_MAX });
const score = fc.nat(50);

describe('S20 what if, by a slider', () => {
  it('the score has the margin, takes no points away, and changes only one team', () => {
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
    expect(marginOf(aGame({ awayScore: 60 }))).toBe(-MARGIN_MAX);
  });
});

describe('S20 a link to a what-if', () => {
  const scores = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[0-9]{3,9}$/), score, score), {
    selector: ([id]) => id,
  });

  it('contains the scores themselves, whatever the games do meanwhile', () => {
    fc.assert(
      fc.property(scores, (drawn) => {
        const imagined = new Map(
          drawn.map(([id, awayScore, homeScore]) => [id, { awayScore, homeScore }] as const),
        );
        const hash = hashOf(imagined);
        expect(isWhatIf(hash)).toBe(drawn.length > 0);
        expect(scoresOf(hash)).toEqual(imagined);
      }),
    );
    const imagined = scoresOf('#what-if=401:35-0');
    const later = [aGame({ id: '401', state: 'in', awayScore: 14, homeScore: 0 })];
    expect(stillPossible(later, imagined)).toEqual(new Map([['401', { awayScore: 35, homeScore: 0 }]]));
  });

  it('takes no points off the board, and ignores games that are over', () => {
    fc.assert(
      fc.property(score, score, score, score, (a, b, away, home) => {
        const open = [aGame({ id: '401', state: 'in', awayScore: a, homeScore: b })];
        const imagined = scoresOf(`#what-if=401:${away}-${home},402:9-9`);
        expect(stillPossible(open, imagined)).toEqual(
          new Map([['401', { awayScore: Math.max(a, away), homeScore: Math.max(b, home) }]]),
        );
      }),
    );
  });

  it('ignores anything else', () => {
    expect(scoresOf('#what-if=401:7,402,x:y,:,403:1-2-3,404:-1-2')).toEqual(new Map());
    expect(scoresOf('#games')).toEqual(new Map());
  });

  it('opens the sheet, and is not in the address of the page below', () => {
    const at = (address: string) => new URL(address, 'https://sunday.example');
    const link = at('/live/everyone?scope=week&ahead=what-if#what-if=401:7-3');
    expect(opensAhead(link)).toBe(true);
    expect(withoutAhead(link)).toBe('/live/everyone?scope=week');
    expect(opensAhead(at('/live?ahead=needs'))).toBe(true);
    expect(opensAhead(at('/live?scope=day#main'))).toBe(false);
    expect(withoutAhead(at('/live#main'))).toBe('/live#main');
  });
});
