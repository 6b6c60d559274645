import type { Rules } from '../rules.js';
import { scorePick } from '../score-card.js';
import type { GameState, Scope, Side } from '../types.js';

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

/**
 * Points and right picks of a scope in one 32-bit integer, `points * 2^bits + right`. Keys add up like their
 * parts, and order by points, then by right picks. A card has at most `MAX_WEEK_GAMES` picks, a season at
 * most 511; few bits keep the range of keys small, because rankings count over it. There is room for ±1
 * million points, more than any season reaches.
 */
export const RIGHT_BITS: Readonly<Record<Scope, number>> = { day: 5, week: 5, season: 9 };

/** Key of a player outside the scope; no score reaches it. */
export const ABSENT = -0x80000000;

export function scoreKey(scope: Scope, points: number, right: number): number {
  return points * (1 << RIGHT_BITS[scope]) + right;
}

export function keyPoints(scope: Scope, key: number): number {
  return key >> RIGHT_BITS[scope];
}

export function keyRight(scope: Scope, key: number): number {
  return key & ((1 << RIGHT_BITS[scope]) - 1);
}

/** The worth of each pick class in one game in its current state. */
export interface ClassValues {
  /** Score keys of a day or a week, and of a season. */
  readonly weekKeys: Int32Array;
  readonly seasonKeys: Int32Array;
  readonly bankerPoints: Int32Array;
  /** 1 where the class is a banker that counts, otherwise 0. */
  readonly bankers: Uint8Array;
}

/** One game of the week: every player's pick class, and the current worth of each class. */
export interface GameColumn {
  classes: Uint8Array;
  /** null: not in the week (any more), only on cards. */
  game: GameState | null;
  values: ClassValues;
  inDay: boolean;
}

/** Computes the values of a game; all are 0 without one (a game that is not, or no longer, in the week). */
export function classValues(rules: Rules, game: GameState | null): ClassValues {
  const values: ClassValues = {
    weekKeys: new Int32Array(PICK_CLASSES),
    seasonKeys: new Int32Array(PICK_CLASSES),
    bankerPoints: new Int32Array(PICK_CLASSES),
    bankers: new Uint8Array(PICK_CLASSES),
  };
  if (!game) return values;
  for (let pick = NO_PICK + 1; pick < PICK_CLASSES; pick += 1) {
    const score = scorePick(rules, game, pickOfClass(pick));
    if (!score) continue;
    const right = score.right ? 1 : 0;
    values.weekKeys[pick] = scoreKey('week', score.points, right);
    values.seasonKeys[pick] = scoreKey('season', score.points, right);
    if (!score.banker) continue;
    values.bankerPoints[pick] = score.points;
    values.bankers[pick] = 1;
  }
  return values;
}

/** Returns a column for `capacity` players, without picks and without a game. */
export function emptyColumn(rules: Rules, capacity: number): GameColumn {
  return { classes: new Uint8Array(capacity), game: null, values: classValues(rules, null), inDay: false };
}
