import { grown, grownTotals, noTotals, RULES_NAMES, type Totals } from '@sunday-live/scoring';
import { numbersBelow, storedSeason } from './week-values.js';

/**
 * Each player's sums of the weeks before one, by player number. The ranks in the season after the week are based on
 * it.
 */
export class SeasonSoFar {
  /** Sums of each rules variant, by its slot. */
  private sums: Totals[] = RULES_NAMES.map(() => noTotals(0));
  /** Numbers of weeks with results in which the player has a card, and a joker that can no longer change. */
  private cards = new Uint8Array(0);
  private jokers = new Uint8Array(0);
  /** 1 for a joker in a week without results. */
  private otherJokers = new Uint8Array(0);

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
    this.otherJokers = grown(this.otherJokers, new Uint8Array(count));
  }

  /** Returns the sums by the rules variant in a slot. */
  of(slot: number): Totals {
    return this.sums[slot] as Totals;
  }

  /** Returns the numbers of all players with a card in a week that has a final game, in order. */
  players(): number[] {
    return numbersBelow(this.count, (n) => this.cardsOf(n) > 0);
  }

  /** Returns the number of weeks with results in which the player has a card. */
  cardsOf(n: number): number {
    return this.cards[n] as number;
  }

  /** Returns the number of weeks with results in which the player has a joker that can no longer change. */
  jokersOf(n: number): number {
    return this.jokers[n] as number;
  }

  /** Returns true when the player has a joker in one of the weeks that can no longer change. */
  hasJoker(n: number): boolean {
    return this.jokersOf(n) > 0 || this.otherJokers[n] === 1;
  }

  /** Takes a player's season from the stored row of the last week with results. */
  set(n: number, stored: Int32Array): void {
    if (n >= this.count) this.include(Math.max(n + 1, 2 * this.count));
    this.cards[n] = storedSeason.cards(stored);
    this.jokers[n] = storedSeason.jokers(stored);
    for (const [slot, sums] of this.sums.entries()) {
      sums.points[n] = storedSeason.of(stored, slot, 'seasonPoints');
      sums.right[n] = storedSeason.of(stored, slot, 'seasonRight');
      sums.bankerPoints[n] = storedSeason.of(stored, slot, 'seasonBankerPoints');
      sums.bankers[n] = storedSeason.of(stored, slot, 'seasonBankers');
    }
  }

  /** Counts a card of a week with results. */
  addCard(n: number): void {
    this.cards[n] = this.cardsOf(n) + 1;
  }

  /** Counts a joker of a week with results. */
  addJoker(n: number): void {
    this.jokers[n] = this.jokersOf(n) + 1;
  }

  /** Notes a joker of a week without results. */
  noteJoker(n: number): void {
    this.otherJokers[n] = 1;
  }
}
