import { describe, expect, it } from 'vitest';
import { seasonTypeName, weekName, weekPhrase } from './week-name.js';

describe('S31: weeks have names', () => {
  it.each([
    ['regular', 4, 'Week 4', 'week 4'],
    ['post', 1, 'Wild Card', 'the Wild Card round'],
    ['post', 2, 'Divisional Round', 'the Divisional Round'],
    ['post', 3, 'Conference Championships', 'the Conference Championships'],
    ['post', 4, 'Pro Bowl', 'the Pro Bowl'],
    ['post', 5, 'Super Bowl', 'the Super Bowl'],
    ['post', 6, 'Round 6', 'round 6 of the playoffs'],
    ['pre', 1, 'Hall of Fame Game', 'the Hall of Fame Game'],
    ['pre', 2, 'Preseason Week 1', 'preseason week 1'],
  ] as const)('%s %i is %s', (type, week, name, phrase) => {
    expect(weekName(type, week)).toBe(name);
    expect(weekPhrase(type, week)).toBe(phrase);
  });

  it('S31: parts of a season have names too', () => {
    expect((['pre', 'regular', 'post'] as const).map(seasonTypeName)).toEqual([
      'Preseason',
      'Regular season',
      'Playoffs',
    ]);
  });
});
