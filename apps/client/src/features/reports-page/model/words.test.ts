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
    expect(standing(100)).toBe('best of the league');
    expect(standing(0)).toBe('last of the league');
    expect(standing(72.4)).toBe('better than 72\u00a0%');
    expect(standing(null)).toBe('');
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
