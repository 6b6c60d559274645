import { describe, expect, it } from 'vitest';
import { counted, ordinal, place, placed, plain, signed } from './figures.js';

describe('how numbers are written', () => {
  it('has a real minus, a comma from 10,000 on, and at most one decimal', () => {
    expect([0, 7, -8, 2927, -2927, 10_000, -1_234_567].map(plain)).toEqual([
      '0',
      '7',
      '−8',
      '2927',
      '−2927',
      '10,000',
      '−1,234,567',
    ]);
    expect([8.5, -8.46, 0.04, -0.04, 12_345.67].map(plain)).toEqual(['8.5', '−8.5', '0', '0', '12,345.7']);
  });

  it('has a sign where it shows a change', () => {
    expect([14, -46, 0, -0.01].map(signed)).toEqual(['+14', '−46', '0', '0']);
  });

  it('counts', () => {
    expect([1, -1, 0, 24].map((n) => counted(n, 'point'))).toEqual([
      '1 point',
      '−1 point',
      '0 points',
      '24 points',
    ]);
    expect(counted(2, 'in a row', 'in a row')).toBe('2 in a row');
  });

  it('marks a shared place in a table and in a sentence', () => {
    expect([place(3, false), place(36, true)]).toEqual(['3', 'T36']);
    expect([placed(3, false), placed(36, true)]).toEqual(['3rd', 'T36']);
    expect([1, 2, 3, 4, 11, 12, 13, 21, 111, 122].map(ordinal).join(' ')).toBe(
      '1st 2nd 3rd 4th 11th 12th 13th 21st 111th 122nd',
    );
  });
});
