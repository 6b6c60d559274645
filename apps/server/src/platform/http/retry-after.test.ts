import { describe, expect, it } from 'vitest';
import { readRetryAfter } from './retry-after.js';

const DATE = 'Sun, 21 Dec 2025 18:00:00 GMT';

describe('Retry-After', () => {
  it.each([
    ['7', 7_000],
    ['Sun, 21 Dec 2025 18:00:30 GMT', 30_000],
    ['86400', 86_400_000],
    ['Sun, 21 Dec 2025 17:00:00 GMT', null],
    ['soon', null],
    ['-3', null],
    ['', null],
  ])('%j: wait %s ms', (text, expected) => {
    expect(readRetryAfter(new Headers({ 'retry-after': text, date: DATE }))).toBe(expected);
  });

  it('is ignored as a date when the server does not send its time', () => {
    expect(readRetryAfter(new Headers({ 'retry-after': DATE }))).toBeNull();
  });
});
