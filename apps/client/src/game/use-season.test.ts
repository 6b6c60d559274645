import { describe, expect, it } from 'vitest';
import { keyOf } from './season-select.js';

const of = (address: string) => keyOf(new URLSearchParams(address));

describe('the season of an address', () => {
  it('is its year and part; a year alone is the regular season', () => {
    expect(of('season=2024&type=post&league=everyone')).toEqual({ season: 2024, type: 'post' });
    expect(of('season=2024')).toEqual({ season: 2024, type: 'regular' });
    expect(of('season=2024&type=summer')).toEqual({ season: 2024, type: 'regular' });
  });

  it('is null where the address names no year', () => {
    for (const address of ['', 'type=post', 'season=24', 'season=x']) expect(of(address)).toBeNull();
  });
});
