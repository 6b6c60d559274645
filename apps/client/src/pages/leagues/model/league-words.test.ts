import { describe, expect, it } from 'vitest';
import { codeFrom, joinLink, leaveWords, memberCount, spacedCode } from './league-words.js';

describe('words of a league', () => {
  it('find the code in pasted text', () => {
    expect(codeFrom(' ABCD2345 ')).toBe('ABCD2345');
    expect(codeFrom('abcd 2345')).toBe('abcd 2345');
    expect(codeFrom('https://live.example/join/ABCD2345?from=mail')).toBe('ABCD2345');
    expect(codeFrom(joinLink('https://live.example', 'ABCD2345'))).toBe('ABCD2345');
  });

  it('put a space in the middle of a code of eight characters only', () => {
    expect(spacedCode('ABCD2345')).toBe('ABCD 2345');
    expect(spacedCode('ABC')).toBe('ABC');
  });

  it('count members', () => {
    expect([0, 1, 62].map(memberCount)).toEqual(['0 members', '1 member', '62 members']);
  });

  it('explain the consequences of leaving', () => {
    const league = { name: 'Sofa', role: 'commissioner', members: 1 } as const;
    expect(leaveWords(league)).toContain('gone for good');
    expect(leaveWords({ ...league, members: 3 })).toContain('member who joined first');
    expect(leaveWords({ ...league, members: 3, role: 'member' })).toContain('need the code');
  });
});
