import { describe, expect, it } from 'vitest';
import { type SaveState, saveTone, saveWords } from './save-bar.js';

const edit = { changed: false, saving: false, justSaved: false, late: [] };
const words = ({ edit: of, ...given }: Partial<SaveState> = {}) => {
  const state: SaveState = {
    progress: { missing: [] },
    problemCount: 0,
    locked: false,
    version: 3,
    ...given,
    edit: { ...edit, ...of },
  };
  return [saveWords(state), saveTone(state)];
};
const late = ['Your change to MIN was not saved in time: DET counts.'];

describe('the bar below a card', () => {
  it('says that a card is in, or saved, only when nothing came too late', () => {
    expect(words()).toEqual(['✓ Your card is in', undefined]);
    expect(words({ edit: { ...edit, justSaved: true } })).toEqual([
      '✓ Saved. You can change it until the lock.',
      'good',
    ]);
    for (const justSaved of [false, true])
      for (const locked of [false, true])
        expect(words({ locked, edit: { ...edit, justSaved, late } })).toEqual([
          'Not all was saved in time',
          undefined,
        ]);
    expect(words({ edit: { ...edit, changed: true, late } })[0]).toBe('Not saved yet');
  });

  it('says what is missing, wrong or over', () => {
    expect(words({ progress: { missing: ['a'] } })[0]).toBe('A game has no pick yet');
    expect(words({ progress: { missing: ['a', 'b'] }, version: 0 })[0]).toBe('Pick every game, then save');
    expect(words({ problemCount: 2 })).toEqual(['2 things to fix', 'bad']);
    expect(words({ locked: true, version: 0 })[0]).toBe('You did not play this week');
  });
});
