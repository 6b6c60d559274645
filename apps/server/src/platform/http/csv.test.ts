import { describe, expect, it } from 'vitest';
import { csvCell } from './csv.js';

describe('a CSV cell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx'])('never begins like the formula %j', (text) => {
    expect(csvCell(text)).toMatch(/^"?'/);
  });
  it.each([
    ['Ann', 'Ann'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [null, ''],
    [-12, '-12'],
    ['', ''],
  ])('of %j is %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});
