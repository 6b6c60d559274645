import { describe, expect, it } from 'vitest';
import { readOptions } from './options.js';

describe('the command line', () => {
  it('runs everything at full size by default', () => {
    expect(readOptions([], ['engine'])).toEqual({
      parts: null,
      quick: false,
      save: true,
      seedOnly: false,
      players: null,
    });
  });

  it('takes names of parts and --quick in any order', () => {
    expect(readOptions(['saves', '--quick', 'engine'], ['engine', 'saves'])).toEqual({
      parts: ['saves', 'engine'],
      quick: true,
      save: false,
      seedOnly: false,
      players: null,
    });
  });

  it('stores quick figures only on request', () => {
    expect(readOptions(['--quick', '--save'], [])).toEqual({
      parts: null,
      quick: true,
      save: true,
      seedOnly: false,
      players: null,
    });
  });

  it('takes numbers of players for scale', () => {
    expect(readOptions(['scale', '--players', '1000,30000'], ['scale']).players).toEqual([1000, 30_000]);
    for (const players of ['many', '10', '1.5e3.1'])
      expect(() => readOptions(['scale', '--players', players], ['scale'])).toThrow('whole numbers');
    expect(() => readOptions(['--players', '1000'], ['scale'])).toThrow('scale');
  });

  it('takes --seed-only with the part that has a season to seed', () => {
    expect(readOptions(['scale', '--seed-only'], ['scale'])).toMatchObject({
      parts: ['scale'],
      seedOnly: true,
    });
    expect(() => readOptions(['--seed-only'], [])).toThrow('scale');
  });

  it('names what it does not know', () => {
    expect(() => readOptions(['engin'], ['engine'])).toThrow('no part "engin"; there are engine');
    expect(() => readOptions(['--quik'], ['engine'])).toThrow('--quik');
  });
});
