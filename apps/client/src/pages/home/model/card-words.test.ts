import type { Card } from '@sunday-live/contract';
import { describe, expect, it } from 'vitest';
import { aGame } from '../../../testing/slate.js';
import { cardState } from './words.js';

const games = [aGame({ id: 'a', away: 'PHI' }), aGame({ id: 'b' }), aGame({ id: 'c', state: 'off' })];
const stored: Card = {
  week: 8,
  picks: { a: 'away', b: 'home' },
  banker: 'a',
  joker: true,
  version: 1,
  lockedAt: null,
  picked: 2,
  games: 2,
};
const draft = { picks: { a: 'away' as const }, banker: null, joker: false };
const open = new Set<string>();

describe('the card on the home page', () => {
  it('is still to do, with a game less where one is called off', () => {
    expect(cardState(null, null, games, open)).toMatchObject({
      tone: 'todo',
      words: 'No card yet: 2 games to pick.',
    });
  });

  it('is in progress on this device', () => {
    expect(cardState(null, draft, games, open).words).toBe('1 of 2 picked on this device, not saved yet.');
    expect(cardState(stored, draft, games, open).words).toContain('changes on this device are not saved');
  });

  it('S16: is incomplete when a game has joined the week since, until that game locks', () => {
    const more = [...games, aGame({ id: 'd' })];
    expect(cardState(stored, null, more, open)).toMatchObject({
      tone: 'todo',
      words: '2 of 3 picked: one game has no pick yet.',
      action: 'Finish your card',
    });
    expect(cardState(stored, null, more, new Set(['d'])).tone).toBe('done');
  });

  it('is in, with its banker and joker', () => {
    const words = 'Your card is in, banker Eagles, joker played.';
    expect(cardState(stored, null, games, open)).toMatchObject({ tone: 'done', words });
    expect(cardState(stored, stored, games, open)).toMatchObject({ tone: 'done', words });
    expect(cardState({ ...stored, banker: null, joker: false }, null, games, open).words).toBe(
      'Your card is in.',
    );
  });

  it('needs a change when a banker or joker must be chosen again, or a moved game has taken the banker', () => {
    const clash = { code: 'banker-team-used', message: 'Eagles were your banker in week 4.' };
    const moved = { code: 'game-moved', message: 'A at B was moved to week 9.' };
    expect(cardState({ ...stored, problems: [clash] }, null, games, open)).toMatchObject({
      tone: 'todo',
      words: 'Your card needs a change.',
      action: 'Change your card',
    });
    const without = { ...stored, banker: null, joker: false, problems: [moved] };
    expect(cardState(without, null, games, open)).toMatchObject({
      tone: 'todo',
      words: 'Your card has no banker any more.',
    });
    // nothing can be chosen any more
    expect(cardState(without, null, games, new Set(['a', 'b'])).tone).toBe('done');
    expect(cardState({ ...stored, problems: [moved] }, null, games, open).tone).toBe('done');
  });

  it('reports a draft that came too late, and what counts', () => {
    const base = { ...stored, picks: { a: 'away' } } as const;
    const late = { ...stored, picks: { a: 'away', b: 'away' }, base } as const;
    expect(cardState(stored, late, games, open).late).toEqual([]);
    expect(cardState(stored, late, games, new Set(['a', 'b', 'c']))).toMatchObject({
      tone: 'done',
      late: [expect.stringMatching(/^Your change to .* was not saved in time/)],
    });
  });
});
