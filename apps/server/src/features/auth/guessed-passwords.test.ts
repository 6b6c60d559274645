import { describe, expect, it } from 'vitest';
import { isCommonPassword, isMonotonous, isOwnPassword } from './guessed-passwords.js';

describe('X81: passwords that are guessed first', () => {
  it.each(['password', 'PassWord', '  password ', '\u00a0password1\u2003', '１２３４５６７８'])(
    'a common one: %j',
    (password) => {
      expect(isCommonPassword(password)).toBe(true);
    },
  );

  it.each(['aaaaaaaa', '11111111', '        ', 'AaAaAaAaA', '1212121212121212', '🏈🏈🏈🏈🏈🏈🏈🏈'])(
    'one or two characters again and again: %j',
    (password) => {
      expect(isMonotonous(password)).toBe(true);
    },
  );

  it.each([
    'ann.miller@example.org',
    ' Ann.Miller@EXAMPLE.org ',
    'ann.miller',
    'AnnMiller',
    'ann miller',
    'Ánn Owner',
    'ánnowner',
  ])('one’s own name or address: %j', (password) => {
    expect(isOwnPassword(password, { name: 'Ánn Owner', email: 'ann.miller@example.org' })).toBe(true);
  });

  it('others are taken', () => {
    const owner = { name: '🏈', email: 'ann@example.org' };
    for (const password of ['a long password', 'correct horse', 'abcabdab', '神戸の海辺で遊ぶ', '!?!?!?.,']) {
      expect([isCommonPassword(password), isMonotonous(password), isOwnPassword(password, owner)]).toEqual([
        false,
        false,
        false,
      ]);
    }
  });
});
