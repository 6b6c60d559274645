import { RECORD_KINDS } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { moreTimes, RECORD_NAMES, recordTime, recordValue } from './record-list.js';

describe('records in words', () => {
  it('have a value with its unit', () => {
    expect(recordValue({ kind: 'best-season', value: 2140 })).toBe('2140 points');
    expect(recordValue({ kind: 'worst-week', value: -84 })).toBe('−84 points');
    expect(recordValue({ kind: 'longest-lead', value: 1 })).toBe('1 week');
    expect(recordValue({ kind: 'longest-run', value: 14 })).toBe('14 in a row');
  });

  it('have the number of times', () => {
    expect([1, 2].map(moreTimes)).toEqual(['once more', '2 times more']);
  });

  it('have a time', () => {
    expect([recordTime({ season: 2024, week: 7 }), recordTime({ season: 2024, week: null })]).toEqual([
      'week 7, 2024',
      '2024',
    ]);
  });

  it('have a name for every kind', () => {
    expect(new Set(RECORD_KINDS.map((kind) => RECORD_NAMES[kind])).size).toBe(RECORD_KINDS.length);
  });
});
