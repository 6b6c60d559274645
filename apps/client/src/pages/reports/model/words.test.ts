import { describe, expect, it } from 'vitest';
import { amount, estimateWords, margin, standing } from './words.js';

describe('numbers of a report', () => {
  it('are written as their unit is', () => {
    expect(amount(0.6234, 'share')).toBe('62.3\u00a0%');
    expect(amount(3, 'rank')).toBe('3');
    expect(amount(-12.34, 'points')).toBe('−12.3');
    expect(amount(null, 'points')).toBe('–');
    expect(margin({ error: 0.0112, unit: 'share' })).toBe('± 1.1\u00a0%');
    expect(margin({ error: null, unit: 'share' })).toBe('');
  });

  it('say where they stand in the league', () => {
    const of = (percentile: number | null, level = 0) => standing({ percentile, level });
    expect(of(100)).toBe('best of the league');
    expect(of(0)).toBe('last of the league');
    expect(of(72.4)).toBe('better than 72\u00a0%');
    expect(of(99.6)).toBe('better than 99\u00a0%');
    expect(of(null)).toBe('');
  });

  it('hold with ties: nobody is better than those who have as much', () => {
    const of = (percentile: number, level: number) => standing({ percentile, level });
    // no week won, as 58 of a hundred; nobody has fewer
    expect(of(29, 58)).toBe('level with 58\u00a0%, behind the others');
    expect(of(80, 40)).toBe('best of the league, level with 40\u00a0%');
    expect(of(50, 20)).toBe('better than 40\u00a0%, level with 20\u00a0%');
    expect(of(50, 100)).toBe('level with everybody');
  });

  it('call nothing good or bad that is only more or less', () => {
    const of = (percentile: number, level = 0) => standing({ percentile, level, merit: false });
    expect([of(100), of(0), of(31)]).toEqual([
      'most of the league',
      'least of the league',
      'more than 31\u00a0%',
    ]);
    expect(amount(0.99999, 'share')).toBe('> 99.9\u00a0%');
    expect([amount(1, 'share'), amount(0, 'share')]).toEqual(['100\u00a0%', '0\u00a0%']);
  });
});

describe('the time that is left', () => {
  it('is that of the queue that is waited for', () => {
    const estimate = { fastMs: 2_400, slowMs: 150_000 };
    expect(estimateWords({ estimate, state: 'running' })).toBe('about 2 s');
    expect(estimateWords({ estimate: { ...estimate, fastMs: null }, state: 'ready' })).toBe('about 3 min');
    expect(estimateWords({ estimate: { fastMs: null, slowMs: null }, state: 'complete' })).toBe('');
  });
});
