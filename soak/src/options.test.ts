import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('readOptions', () => {
  it('plays the whole season, two minutes a Sunday, when nothing is said', () => {
    expect(readOptions([])).toMatchObject({ clients: 2000, sundays: 18, minutes: 36 });
  });

  it('takes what is said', () => {
    const args = ['--clients', '500', '--sundays', '3', '--minutes', '4.5', '--seed', '7'];
    expect(readOptions(args)).toEqual({ clients: 500, sundays: 3, minutes: 4.5, seed: 7 });
  });

  it.each([
    ['--clients', '0'],
    ['--sundays', '19'],
    ['--sundays', '1.5'],
    ['--minutes', ''],
    ['--seed', 'x'],
  ])('refuses %s %s', (name, value) => {
    expect(() => readOptions([name, value])).toThrow(name);
  });
});
