import type { Side } from '../types.js';

/**
 * A player's pick in a game as one byte: 0 is no pick, otherwise 1 + side + banker + joker bits. Every rule
 * set has a value for each class, so the columns are the same for all rules.
 */
export const NO_PICK = 0;
export const PICK_CLASSES = 9;

export const HOME = 1;
export const BANKER = 2;
export const JOKER = 4;

export function pickClass(side: Side, banker: boolean, joker: boolean): number {
  return 1 + (side === 'home' ? HOME : 0) + (banker ? BANKER : 0) + (joker ? JOKER : 0);
}

/** Returns the pick of a class (1 to 8). */
export function pickOfClass(value: number): { side: Side; banker: boolean; joker: boolean } {
  const bits = value - 1;
  return { side: bits & HOME ? 'home' : 'away', banker: (bits & BANKER) !== 0, joker: (bits & JOKER) !== 0 };
}
