import { describe, expect, it } from 'vitest';
import { byGame, fromServer } from './use-card.js';

describe('problems', () => {
  it('are listed with their game, all others with the card', () => {
    const found = byGame(
      [
        { message: 'one', game: 'a' },
        { message: 'two', game: 'a' },
        { message: 'whole card' },
        { message: 'elsewhere', game: 'x' },
      ],
      [{ id: 'a' }, { id: 'b' }],
    );
    expect([...found]).toEqual([
      ['a', ['one', 'two']],
      [null, ['whole card', 'elsewhere']],
    ]);
  });

  it('come from the server, unreadable ones left out', () => {
    expect(
      fromServer([{ code: 'x', message: 'm', game: 'a' }, { message: 'n', game: 7 }, { code: 'y' }]),
    ).toEqual([
      { message: 'm', game: 'a' },
      { message: 'n', game: undefined },
    ]);
    expect(fromServer(undefined)).toEqual([]);
  });
});
