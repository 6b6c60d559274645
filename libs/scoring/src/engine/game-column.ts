import type { Rules } from '../rules.js';
import { scorePick } from '../score-pick.js';
import type { GameState } from '../types.js';
import { NO_PICK, PICK_CLASSES, pickOfClass } from './pick-class.js';
import { scoreKey } from './score-key.js';

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
