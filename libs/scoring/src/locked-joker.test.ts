import { describe, expect, it } from 'vitest';
import { isJokerLocked, type PlayState, withoutOpenJoker } from './index.js';

const week = (states: Record<string, PlayState>, ...locked: string[]) => ({
  games: Object.entries(states).map(([id, state]) => ({ id, state })),
  locked: new Set(locked),
});
const card = (banker: string | null) => ({ picks: { a: 'away' as const }, banker, joker: true });

describe('S22: a joker counts once it can no longer change', () => {
  it.each([
    ['its banker’s game is open', 'a', week({ a: 'pre', b: 'in' }, 'b'), false],
    ['its banker’s game is locked', 'a', week({ a: 'pre', b: 'pre' }, 'a'), true],
    ['its banker’s game was called off after the lock', 'a', week({ a: 'off', b: 'pre' }, 'a'), true],
    ['its banker’s game was called off before', 'a', week({ a: 'off', b: 'pre', c: 'in' }, 'c'), false],
    ['so, and all other games are locked', 'a', week({ a: 'off', b: 'in' }, 'b'), true],
    ['there is no banker, and a game is open', null, week({ a: 'pre', b: 'in' }, 'b'), false],
    ['there is no banker, and all games are locked', null, week({ a: 'post', b: 'in' }, 'a', 'b'), true],
    ['the banker’s game has left the week', 'gone', week({ a: 'pre' }), false],
    ['S24 so, and all games of the week are locked', 'gone', week({ a: 'post' }, 'a'), false],
    ['every game is called off', 'a', week({ a: 'off' }), false],
    ['the week has no games', 'a', week({}), false],
  ])('%s', (_case, banker, games, locked) => {
    expect(isJokerLocked(card(banker), games)).toBe(locked);
    expect(withoutOpenJoker(card(banker), games)).toEqual({ ...card(banker), joker: locked });
    const without = { ...card(banker), joker: false };
    expect(withoutOpenJoker(without, games)).toBe(without);
  });
});
