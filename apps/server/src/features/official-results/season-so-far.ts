import { grown, grownTotals, noTotals, RULES_NAMES, type Totals } from '@sunday-live/scoring';
import { numbersBelow } from './numbers-below.js';

/** Sums of some players over several weeks, in columns. */
export interface SeasonSums {
  readonly n: Int32Array;
  /** 1 for a player with a joker that can no longer change. */
  readonly jokers: Int32Array;
  /** By the slot of the rules variant. */
  readonly byRules: readonly Pick<Totals, 'points' | 'right' | 'bankerPoints' | 'bankers'>[];
}

/**
 * Each player's sums of the weeks before one, by player number. The ranks in the season after the week are based on
 * it.
 */
export class SeasonSoFar {
  /** Sums of each rules variant, by its slot. */
  private sums: Totals[] = RULES_NAMES.map(() => noTotals(0));
  private cards = new Uint8Array(0);
  private jokers = new Uint8Array(0);

  /** Capacity: the highest player number that fits, plus one. */
  get count(): number {
    return this.cards.length;
  }

  /** Makes room for player numbers below `count`. */
  include(count: number): void {
    if (count <= this.count) return;
    this.sums = this.sums.map((sums) => grownTotals(sums, count));
    this.cards = grown(this.cards, new Uint8Array(count));
    this.jokers = grown(this.jokers, new Uint8Array(count));
  }

  /** Returns the sums by the rules variant in a slot. */
  of(slot: number): Totals {
    return this.sums[slot] as Totals;
  }

  /** Returns the numbers of all players with a card in a week that has a final game, in order. */
  players(): number[] {
    return numbersBelow(this.count, (n) => this.cards[n] === 1);
  }

  /** Returns true when the player has a joker in one of the weeks that can no longer change. */
  hasJoker(n: number): boolean {
    return this.jokers[n] === 1;
  }

  /** Adds sums of players who have none yet. */
  add({ n: numbers, jokers, byRules }: SeasonSums): void {
    this.include(1 + numbers.reduce((most, n) => Math.max(most, n), -1));
    for (let row = 0; row < numbers.length; row += 1) {
      const n = numbers[row] as number;
      this.addCard(n);
      if (jokers[row] === 1) this.addJoker(n);
    }
    for (const [slot, sums] of byRules.entries()) {
      const own = this.of(slot);
      for (const field of ['points', 'right', 'bankerPoints', 'bankers'] as const)
        for (let row = 0; row < numbers.length; row += 1)
          own[field][numbers[row] as number] = sums[field][row] as number;
    }
  }

  addCard(n: number): void {
    this.cards[n] = 1;
  }

  addJoker(n: number): void {
    this.jokers[n] = 1;
  }
}
