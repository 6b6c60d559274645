import type { Announcement } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aPlayer, aState, rows } from '../../../testing/slate.js';
import { announced, pageAt, screenRows } from './screen.js';

const note = (id: string, changes: Partial<Announcement> = {}): Announcement => ({
  id,
  title: id,
  body: '',
  level: 'info',
  league: null,
  createdAt: '2024-10-27T12:00:00Z',
  expiresAt: null,
  updatedAt: '2024-10-27T12:00:00Z',
  withdrawnAt: null,
  ...changes,
});

describe('the standings on the big screen', () => {
  it('have all players down to the 50th place, with shared places and changes', () => {
    const points = Array.from({ length: 60 }, (_, n) => (n < 2 ? 100 : 100 - n));
    const week = rows(points);
    const state = aState({
      players: points.map((_, n) => aPlayer(n)),
      scopes: { day: week, week, season: week },
    });
    const table = screenRows({ state, scope: 'week', started: true, changes: new Map([[3, -6]]) });
    expect(table.map(({ rank }) => rank)).toEqual([1, 1, ...Array.from({ length: 48 }, (_, i) => i + 3)]);
    expect(table.map(({ shared }) => shared).slice(0, 4)).toEqual([true, true, false, false]);
    expect(table[3]).toMatchObject({ n: 3, name: 'Player 3', points: 97, change: -6 });
  });

  it('have no points before a kickoff that counts', () => {
    const [first] = screenRows({ state: aState(), scope: 'week', started: false, changes: new Map() });
    expect(first?.points).toBeNull();
  });
});

describe('pages on the big screen', () => {
  it('follow each other, all full, and start again', () => {
    const seen = [0, 1, 2, 3].map((beat) => pageAt(['a', 'b', 'c', 'd', 'e'], 2, beat));
    expect(seen.map(({ items }) => items.join(''))).toEqual(['ab', 'cd', 'de', 'ab']);
    expect(seen[2]).toMatchObject({ page: 2, pages: 3 });
    expect(pageAt([], 2, 7)).toEqual({ items: [], page: 0, pages: 1 });
  });
});

describe('announcements on the big screen', () => {
  it('are the current ones, the highest level and newest first', () => {
    const now = Date.parse('2024-10-27T18:00:00Z');
    const all = [
      note('old'),
      note('new', { createdAt: '2024-10-27T13:00:00Z' }),
      note('alert', { level: 'alert', expiresAt: '2024-10-27T19:00:00Z' }),
      note('over', { level: 'alert', expiresAt: '2024-10-27T18:00:00Z' }),
      note('own', { league: 'den', createdAt: '2024-10-27T10:00:00Z' }),
      note('of another league', { league: 'sofa' }),
      note('gone', { withdrawnAt: '2024-10-27T12:30:00Z' }),
    ];
    expect(announced(all, 'den', now).map(({ id }) => id)).toEqual(['alert', 'new', 'old', 'own']);
  });
});
