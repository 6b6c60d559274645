import { type CardBits, type GameSlots, isJokerLockedIn, type LockBits } from './card-bits.js';
import { BANKER, HOME, JOKER, PICK_CLASSES, pickOfClass } from './engine/game-column.js';
import { grown } from './grown.js';
import type { Rules } from './rules.js';
import { leader, scorePick } from './score-card.js';
import type { GameState } from './types.js';

const NO_BANKER = -1;
const HAS_CARD = 1;
const HAS_JOKER = 2;

/** Each player's sums over some games, one array per field, by player number. */
export interface Totals {
  readonly points: Int32Array;
  readonly right: Int32Array;
  /** Picks of games that have started and were not called off. */
  readonly played: Int32Array;
  readonly bankerPoints: Int32Array;
  /** Bankers that count. */
  readonly bankers: Int32Array;
}

const FIELDS = ['points', 'right', 'played', 'bankerPoints', 'bankers'] as const satisfies (keyof Totals)[];

/** Returns totals of 0 for player numbers below `count`. */
export function noTotals(count: number): Totals {
  return {
    points: new Int32Array(count),
    right: new Int32Array(count),
    played: new Int32Array(count),
    bankerPoints: new Int32Array(count),
    bankers: new Int32Array(count),
  };
}

/** Returns these totals with room for player numbers below `count`, which is not less than before. */
export function grownTotals(totals: Totals, count: number): Totals {
  const larger = noTotals(count);
  for (const field of FIELDS) larger[field].set(totals[field]);
  return larger;
}

/** Adds `totals` to `to`, which is at least as long. */
export function addTotals(to: Totals, totals: Totals): void {
  for (const field of FIELDS) {
    const [sum, values] = [to[field], totals[field]];
    for (let n = 0; n < values.length; n += 1) sum[n] = (sum[n] as number) + (values[n] as number);
  }
}

/**
 * All cards of one week in bits, one array per field, by player number: ten bytes a player. `slots`
 * maps bits to games.
 */
export class CardColumns {
  private has: Int32Array;
  private home: Int32Array;
  private banker: Int8Array;
  private flags: Uint8Array;
  private highest = 0;

  constructor(
    readonly slots: GameSlots,
    capacity = 64,
  ) {
    this.has = new Int32Array(capacity);
    this.home = new Int32Array(capacity);
    this.banker = new Int8Array(capacity);
    this.flags = new Uint8Array(capacity);
  }

  /** Highest player number that ever had a card, plus one. */
  get count(): number {
    return this.highest;
  }

  /** Replaces the card of player `n`; null removes it. */
  set(n: number, card: CardBits | null): void {
    if (n >= this.has.length) {
      if (card === null) return;
      this.grow(n);
    }
    this.highest = Math.max(this.highest, n + 1);
    this.has[n] = card?.has ?? 0;
    this.home[n] = card?.home ?? 0;
    this.banker[n] = card?.banker ?? NO_BANKER;
    this.flags[n] = card === null ? 0 : HAS_CARD | (card.joker ? HAS_JOKER : 0);
  }

  /** Returns the card of player `n`; null without one. */
  get(n: number): CardBits | null {
    if (!this.includes(n)) return null;
    const banker = this.banker[n] as number;
    return {
      has: this.has[n] as number,
      home: this.home[n] as number,
      banker: banker === NO_BANKER ? null : banker,
      joker: this.hasJoker(n),
    };
  }

  /** Returns true when player `n` has a card. */
  includes(n: number): boolean {
    return ((this.flags[n] ?? 0) & HAS_CARD) !== 0;
  }

  /** Returns true when player `n` has a joker on the card. */
  hasJoker(n: number): boolean {
    return ((this.flags[n] ?? 0) & HAS_JOKER) !== 0;
  }

  /** Returns 1 for each player with a card, for player numbers below `count`. */
  presence(count: number): Uint8Array {
    const present = new Uint8Array(count);
    for (let n = 0; n < Math.min(count, this.highest); n += 1) if (this.includes(n)) present[n] = 1;
    return present;
  }

  /** Returns 1 for each player whose joker is locked, for player numbers below `count`. */
  lockedJokers(locks: LockBits, count: number): Uint8Array {
    const locked = new Uint8Array(count);
    for (let n = 0; n < Math.min(count, this.highest); n += 1) {
      if (!this.hasJoker(n)) continue;
      const banker = this.banker[n] as number;
      if (isJokerLockedIn(locks, banker === NO_BANKER ? null : banker)) locked[n] = 1;
    }
    return locked;
  }

  /**
   * Calls `each` with number, side and banker of every pick of a game. @param each `side` is 1 for home, 0 for away
   */
  picksOf(game: string, each: (n: number, side: number, banker: boolean) => void): void {
    const slot = this.slots.slot(game);
    if (slot === null) return;
    const { has, home, banker } = this;
    for (let n = 0; n < this.highest; n += 1) {
      if ((((has[n] as number) >>> slot) & 1) === 0) continue;
      each(n, ((home[n] as number) >>> slot) & 1, banker[n] === slot);
    }
  }

  /**
   * Sums up the games for player numbers below `count`. @param jokers 1 for each player whose joker counts
   */
  totals(games: Iterable<GameState>, rules: Rules, jokers: Uint8Array, count: number): Totals {
    const totals = noTotals(count);
    const worth = weekWorth(this.slots, games, rules);
    const { points, right, played, bankerPoints, bankers } = totals;
    const { has, home, banker } = this;
    for (let n = 0; n < Math.min(count, this.highest); n += 1) {
      let left = (has[n] as number) & worth.slots;
      if (left === 0) continue;
      const homePicks = home[n] as number;
      const bankerSlot = banker[n] as number;
      const joker = jokers[n] === 1 ? JOKER : 0;
      let [sum, correct, counted] = [0, 0, 0];
      for (; left !== 0; left &= left - 1) {
        const slot = 31 - Math.clz32(left & -left);
        const own = slot === bankerSlot;
        const pick = slot * PICKS + ((homePicks >>> slot) & HOME) + (own ? BANKER : 0) + joker;
        const value = worth.points[pick] as number;
        sum += value;
        correct += worth.right[pick] as number;
        counted += 1;
        if (own && worth.bankers[pick] === 1) {
          bankerPoints[n] = value;
          bankers[n] = 1;
        }
      }
      points[n] = sum;
      right[n] = correct;
      played[n] = counted;
    }
    return totals;
  }

  /** Extends or ends each player's run of right picks by a finished game; `best` keeps the longest. */
  run(game: GameState, runs: Int32Array, best: Int32Array): void {
    const winner = leader(game);
    if (winner === null) return;
    this.picksOf(game.id, (n, side) => {
      // a player without a pick of this game keeps the run
      const right = winner === (side === 1 ? 'home' : 'away');
      const run = right ? (runs[n] as number) + 1 : 0;
      runs[n] = run;
      if (run > (best[n] as number)) best[n] = run;
    });
  }

  private grow(n: number): void {
    const capacity = Math.max(n + 1, 2 * this.has.length);
    this.has = grown(this.has, new Int32Array(capacity));
    this.home = grown(this.home, new Int32Array(capacity));
    this.banker = grown(this.banker, new Int8Array(capacity));
    this.flags = grown(this.flags, new Uint8Array(capacity));
  }
}

/** Kinds of picks of a game: `pickClass` without the class for none, in its bits. */
const PICKS = PICK_CLASSES - 1;

/** The worth of every pick of a week's games, by slot and pick. */
interface WeekWorth {
  /** Bits of the games that count. */
  readonly slots: number;
  readonly points: Int32Array;
  readonly right: Uint8Array;
  /** 1 for a banker that counts. */
  readonly bankers: Uint8Array;
}

function weekWorth(slots: GameSlots, games: Iterable<GameState>, rules: Rules): WeekWorth {
  const size = 32 * PICKS;
  const points = new Int32Array(size);
  const right = new Uint8Array(size);
  const bankers = new Uint8Array(size);
  let counting = 0;
  for (const game of games) {
    const slot = slots.slot(game.id);
    if (slot === null) continue;
    for (let pick = 0; pick < PICKS; pick += 1) {
      const score = scorePick(rules, game, pickOfClass(pick + 1));
      // the game counts for nobody
      if (score === null) break;
      counting |= 1 << slot;
      points[slot * PICKS + pick] = score.points;
      right[slot * PICKS + pick] = score.right ? 1 : 0;
      bankers[slot * PICKS + pick] = score.banker ? 1 : 0;
    }
  }
  return { slots: counting, points, right, bankers };
}
