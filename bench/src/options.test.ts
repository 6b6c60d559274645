import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('the command line', () => {
  it('runs everything at full size by default', () => {
    expect(readOptions([], ['engine'])).toEqual({ parts: null, quick: false, save: true, seedOnly: false });
  });

  it('takes names of parts and --quick in any order', () => {
    expect(readOptions(['saves', '--quick', 'engine'], ['engine', 'saves'])).toEqual({
      parts: ['saves', 'engine'],
      quick: true,
      save: false,
      seedOnly: false,
    });
  });

  it('stores quick figures only on request', () => {
    expect(readOptions(['--quick', '--save'], [])).toEqual({
      parts: null,
      quick: true,
      save: true,
      seedOnly: false,
    });
  });

  it('takes --seed-only with the part that has a season to seed', () => {
    expect(readOptions(['scale', '--seed-only'], [])).toMatchObject({ parts: ['scale'], seedOnly: true });
    expect(() => readOptions(['--seed-only'], [])).toThrow('scale');
  });

  it('names what it does not know', () => {
    expect(() => readOptions(['engin'], ['engine'])).toThrow('no part "engin"; there are engine');
    expect(() => readOptions(['--quik'], ['engine'])).toThrow('--quik');
  });
});
