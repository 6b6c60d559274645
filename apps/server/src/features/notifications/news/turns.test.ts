import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BankerNews } from '../kinds/banker.js';
import type { LeadNews } from '../kinds/lead.js';
import type { Reading } from '../kinds/notification-kind.js';
import { type Noted, turnsSince } from './turns.js';

const banker = (value: 'winning' | 'losing' | '', about = 'week 8'): Reading<BankerNews> => ({
  player: 'ann',
  what: 'banker',
  about,
  news: value === '' ? null : { kind: 'banker', value, team: 'MIN', score: '' },
});
const lead = (value: 'first' | 'behind' | '', about = 'week 8'): Reading<LeadNews> => ({
  player: 'ann',
  what: 'lead-day',
  about,
  news:
    value === ''
      ? null
      : {
          kind: 'lead',
          scope: 'day',
          value,
          league: { id: 'l', name: 'L' },
          points: 1,
          sharedWith: 0,
          leader: { name: 'Ben', points: 2 },
        },
});

/** Returns the values that are reported for these readings, one after the other. */
function told(...looks: readonly Reading[]): string[] {
  let noted: readonly Noted[] = [];
  return looks.flatMap((reading) => {
    const { news, notes } = turnsSince(noted, [reading]);
    noted = notes.length > 0 ? notes : noted;
    // a repeated reading reports nothing
    expect(turnsSince(noted, [reading])).toEqual({ news: [], notes: [] });
    return news.map((each) => each.news?.value ?? '');
  });
}

describe('N3: what has turned since it was looked at last', () => {
  it('a banker from winning to losing or back; level is neither', () => {
    expect(told(banker('winning'), banker('losing'), banker('winning'))).toEqual(['losing', 'winning']);
    expect(told(banker('winning'), banker(''), banker('losing'))).toEqual(['losing']);
    expect(told(banker('winning'), banker(''), banker('winning'))).toEqual([]);
    expect(told(banker(''), banker('losing'), banker('winning'))).toEqual(['winning']);
  });

  it('a lead taken or lost; the player who breaks away from all others takes it', () => {
    expect(told(lead('first'), lead('behind'), lead('first'))).toEqual(['behind', 'first']);
    expect(told(lead(''), lead('first'), lead('behind'))).toEqual(['first', 'behind']);
    expect(told(lead(''), lead('behind'), lead('first'))).toEqual(['first']);
    expect(told(lead('first'), lead(''), lead('behind'))).toEqual(['behind']);
  });

  it('nothing when somebody begins to listen, or about another week, day or league', () => {
    expect(told(lead('first'))).toEqual([]);
    expect(told(lead('first'), lead('behind', 'week 9'))).toEqual([]);
    expect(told(banker('losing'), banker('winning', 'week 9'), banker('losing', 'week 9'))).toEqual([
      'losing',
    ]);
  });

  it('each reported turn is the reverse of the one before', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('first' as const, 'behind' as const, '' as const)), (values) => {
        const said = told(...values.map((value) => lead(value)));
        for (const [i, value] of said.entries()) expect(value).not.toBe(said[i - 1]);
      }),
    );
  });
});
