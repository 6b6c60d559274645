import { RULES_NAMES } from '@sunday-live/scoring';
import { NULL_INT } from '../../platform/database/copy-binary.js';

/** Values of a player's week that do not depend on the rules, in the order of the array. */
const COMMON = ['played', 'jokers', 'seasonCards', 'seasonJokers'] as const;
/** Values per rules variant, in the order of the array. */
const PER_RULES = [
  ...(['points', 'right', 'bankerPoints', 'rank', 'place'] as const),
  ...(['seasonPoints', 'seasonRight', 'seasonBankerPoints', 'seasonBankers'] as const),
] as const;

export type RulesValue = (typeof PER_RULES)[number];

/**
 * Layout of `player_week.v`, an array of whole numbers. Nothing else knows the positions but the view
 * `result_in_words`, which shows them by name.
 *
 * | position in SQL | value |
 * |---|---|
 * | 1 | `played`: picks in final games; NULL: no card this week |
 * | 2 | `jokers`: bit 0, the card has a joker that can no longer change; bit 1 + slot, it counts by the variant in the slot |
 * | 3 | `seasonCards`: weeks with results up to this one in which the player has a card |
 * | 4 | `seasonJokers`: weeks with results up to this one in which the card has a joker that can no longer change |
 * | 5 + 9 × slot | `points` by the variant in the slot of `rules_slot` |
 * | 6 + 9 × slot | `right`: right picks |
 * | 7 + 9 × slot | `bankerPoints`; NULL: no banker counts |
 * | 8 + 9 × slot | `rank`: competition rank in the week, among all players with a card |
 * | 9 + 9 × slot | `place`: competition rank in the season after the week, among all players with a card up to it |
 * | 10 + 9 × slot | `seasonPoints`: sum of `points` up to this week |
 * | 11 + 9 × slot | `seasonRight`: sum of `right` |
 * | 12 + 9 × slot | `seasonBankerPoints`: sum of `bankerPoints` |
 * | 13 + 9 × slot | `seasonBankers`: number of weeks with `bankerPoints` |
 *
 * A player with a card in an earlier week but none in this one has a row with only the season's values. A variant's slot
 * is its position in `RULES_NAMES`, to which new variants are appended: rows from before a variant are shorter.
 */
export class WeekValues {
  /** Values of each position by player number; `NULL_INT` for NULL. */
  readonly columns: readonly Int32Array[];

  /** @param count highest player number, plus one */
  constructor(readonly count: number) {
    this.columns = Array.from({ length: WEEK_WIDTH }, () => new Int32Array(count).fill(NULL_INT));
  }

  get played(): Int32Array {
    return this.columns[0] as Int32Array;
  }

  get jokers(): Int32Array {
    return this.columns[1] as Int32Array;
  }

  get seasonCards(): Int32Array {
    return this.columns[2] as Int32Array;
  }

  get seasonJokers(): Int32Array {
    return this.columns[3] as Int32Array;
  }

  /** Returns the values by the variant in a slot. */
  of(slot: number, value: RulesValue): Int32Array {
    return this.columns[position(slot, value)] as Int32Array;
  }

  /** Returns true when the player has a row. */
  includes(n: number): boolean {
    // every player with a card up to this week has a season rank by every variant
    return (this.of(0, 'place')[n] ?? NULL_INT) !== NULL_INT;
  }

  /** Returns the numbers of all players with a row, in order. */
  players(): number[] {
    return numbersBelow(this.count, (n) => this.includes(n));
  }

  /** Returns true when the player's stored array has these values. */
  equals(n: number, stored: Int32Array): boolean {
    const { columns } = this;
    for (let i = 0; i < columns.length; i += 1)
      if ((columns[i] as Int32Array)[n] !== (stored[i] as number)) return false;
    return true;
  }
}

/** Reads what a stored array says of the season up to its week. @param stored as `copyRowsOut` reads it */
export const storedSeason = {
  cards: (stored: Int32Array): number => stored[2] as number,
  jokers: (stored: Int32Array): number => stored[3] as number,
  of: (stored: Int32Array, slot: number, value: RulesValue): number =>
    stored[position(slot, value)] as number,
};

/** Length of the array. */
export const WEEK_WIDTH = COMMON.length + PER_RULES.length * RULES_NAMES.length;

/** SQL for the number of picks in final games; NULL: the player has no card. @param row alias of `player_week` */
export const playedSql = (row: string): string => `${row}.v[1]`;

/** SQL for a value by the variant in a slot. @param slot number or SQL @param row alias of `player_week` */
export const valueSql = (row: string, value: RulesValue, slot: number | string): string =>
  `${row}.v[${1 + COMMON.length + PER_RULES.indexOf(value)} + ${PER_RULES.length} * ${slot}]`;

function position(slot: number, value: RulesValue): number {
  return COMMON.length + PER_RULES.length * slot + PER_RULES.indexOf(value);
}

/** Bit of `jokers`: the card has a joker that can no longer change. */
export const HAS_JOKER = 1;

/** Bit of `jokers`: the joker counts by the variant in the slot. */
export function jokerCounts(slot: number): number {
  return 2 << slot;
}

/** SQL for true when the joker counts by the variant in a slot. @param slot SQL @param row alias of `player_week` */
export const jokerSql = (row: string, slot: string): string => `((${row}.v[2] >> (1 + ${slot})) & 1 = 1)`;

/** Returns the whole numbers below `count` that meet the condition, in order. */
export function numbersBelow(count: number, meets: (n: number) => boolean): number[] {
  const numbers: number[] = [];
  for (let n = 0; n < count; n += 1) if (meets(n)) numbers.push(n);
  return numbers;
}
