import { describe, expect, it } from 'vitest';
import { amount, estimateWords, margin, standing } from './words.js';

describe('numbers of a report', () => {
  it('have the format of their unit', () => {
    expect(amount(0.6234, 'share')).toBe('62.3\u00a0%');
    expect(amount(3, 'rank')).toBe('3');
    expect(amount(-12.34, 'points')).toBe('−12.3');
    expect(amount(null, 'points')).toBe('–');
    expect(margin({ error: 0.0112, unit: 'share' })).toBe('± 1.1\u00a0%');
    expect(margin({ error: null, unit: 'share' })).toBe('');
  });

  it('have their place in the league', () => {
    const of = (percentile: number | null, level = 0) => standing({ percentile, level });
    expect(of(100)).toBe('best of the league');
    expect(of(0)).toBe('last of the league');
    expect(of(72.4)).toBe('better than 72\u00a0%');
    expect(of(99.6)).toBe('better than 99\u00a0%');
    expect(of(null)).toBe('');
  });

  it('are right with ties: nobody is better than players at the same level', () => {
    const of = (percentile: number, level: number) => standing({ percentile, level });
    // 58 percent won no week; nobody has fewer
    expect(of(29, 58)).toBe('level with 58\u00a0%, behind the others');
    expect(of(80, 40)).toBe('best of the league, level with 40\u00a0%');
    expect(of(50, 20)).toBe('better than 40\u00a0%, level with 20\u00a0%');
    expect(of(50, 100)).toBe('level with everybody');
  });

  it('use neutral words where a higher value is neither better nor worse', () => {
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

describe('the remaining time', () => {
  it('is that of the queue in progress', () => {
    const estimate = { fastMs: 2_400, slowMs: 150_000 };
    expect(estimateWords({ estimate, state: 'running' })).toBe('about 2 s');
    expect(estimateWords({ estimate: { ...estimate, fastMs: null }, state: 'ready' })).toBe('about 3 min');
    expect(estimateWords({ estimate: { fastMs: null, slowMs: null }, state: 'complete' })).toBe('');
  });
});
