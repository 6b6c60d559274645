import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { aState, rows } from '../testing/slate.js';
import { forgetTable, keepTable, recallTable } from './seen-table.js';

const NOW = Date.parse('2024-10-27T18:00:00Z');
const HOUR = 3_600_000;

/** A browser's storage; `full` rejects writes. */
function storage(full = false): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new Error('full');
      kept.set(key, value);
    },
    removeItem: (key: string) => kept.delete(key),
  });
  return kept;
}

const table = rows([28, 7]);
const state = aState({ league: 'sofa', seq: 7, scopes: { day: table, week: table, season: table } });

describe('P62: standings that were seen', () => {
  beforeEach(() => void storage());
  afterEach(() => vi.unstubAllGlobals());

  it('are restored for their player and league, for half a day', () => {
    keepTable('ann', state, NOW);
    expect(recallTable('ann', 'sofa', NOW + HOUR)).toEqual({ at: NOW, state });
    expect(recallTable('ben', 'sofa', NOW + HOUR)).toBeNull();
    expect(recallTable('ann', 'pub', NOW + HOUR)).toBeNull();
    expect(recallTable('ann', 'sofa', NOW + 13 * HOUR)).toBeNull();
    expect(recallTable('ann', 'sofa', NOW - HOUR)).toBeNull();
    forgetTable('ann');
    expect(recallTable('ann', 'sofa', NOW + HOUR)).toBeNull();
  });

  it.each(['null', '{', '{"league":"sofa"}'])('is nothing where the storage says %s', (text) => {
    storage().set('seen-table.ann', text);
    expect(recallTable('ann', 'sofa', NOW)).toBeNull();
  });

  it('last for the visit where the storage is full', () => {
    storage(true);
    keepTable('ann', state, NOW);
    expect(recallTable('ann', 'sofa', NOW)).toEqual({ at: NOW, state });
    forgetTable('ann');
    expect(recallTable('ann', 'sofa', NOW)).toBeNull();
  });
});
