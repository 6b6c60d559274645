import {
  addTotals,
  type CardColumns,
  DEFAULT_RULES,
  type GameState,
  type LockBits,
  RULES,
  RULES_NAMES,
  ranksByTotals,
} from '@sunday-live/scoring';
import { NULL_INT } from '../../platform/database/copy-binary.js';
import type { SeasonSoFar } from './season-so-far.js';
import { HAS_JOKER, jokerCounts, numbersBelow, WeekValues } from './week-values.js';

/** Average points of all players with a card in a week, by the default rules; null without players. */
export interface WeekAverage {
  readonly points: number | null;
  readonly players: number;
}

export const NO_AVERAGE: WeekAverage = { points: null, players: 0 };

/** Computes the average of a week. */
export function averageOf(values: WeekValues): WeekAverage {
  let [sum, players] = [0, 0];
  for (const points of values.of(RULES_NAMES.indexOf(DEFAULT_RULES), 'points')) {
    if (points === NULL_INT) continue;
    sum += points;
    players += 1;
  }
  return players === 0 ? NO_AVERAGE : { points: sum / players, players };
}

/** All cards of a week. */
export interface WeekOfCards {
  readonly cards: CardColumns;
  readonly locks: LockBits;
}

/**
 * Scores a week by all rules: points and ranks of its cards, and ranks in the season after it. Adds the week to
 * `season`, which contains the weeks before it. Only final games count.
 */
export function scoreWeek(
  season: SeasonSoFar,
  { cards, locks }: WeekOfCards,
  games: Iterable<GameState>,
): WeekValues {
  season.include(cards.count);
  const values = new WeekValues(season.count);
  const finals = [...games].filter((game) => game.state === 'post');
  const players = numbersBelow(cards.count, (n) => cards.includes(n));
  const jokers = cards.lockedJokers(locks, cards.count);
  for (const n of players) {
    values.jokers[n] = jokers[n] === 1 ? HAS_JOKER : 0;
    season.addCard(n);
  }
  const inSeason = season.players();
  for (const [slot, name] of RULES_NAMES.entries()) {
    const rules = RULES[name];
    const counting = new Uint8Array(values.count);
    if (rules.joker !== null) {
      for (const n of players) {
        if (jokers[n] !== 1 || (rules.joker.counts === 'first' && season.hasJoker(n))) continue;
        counting[n] = 1;
        values.jokers[n] = (values.jokers[n] as number) | jokerCounts(slot);
      }
    }
    const totals = cards.totals(finals, rules, counting, values.count);
    for (const n of players) {
      values.played[n] = totals.played[n] as number;
      values.of(slot, 'points')[n] = totals.points[n] as number;
      values.of(slot, 'right')[n] = totals.right[n] as number;
      if (totals.bankers[n] === 1) values.of(slot, 'bankerPoints')[n] = totals.bankerPoints[n] as number;
    }
    setRanks(values.of(slot, 'rank'), players, ranksByTotals(players, totals, 'week'));
    const sums = season.of(slot);
    addTotals(sums, totals);
    setRanks(values.of(slot, 'place'), inSeason, ranksByTotals(inSeason, sums, 'season'));
    copyTo(values.of(slot, 'seasonPoints'), inSeason, sums.points);
    copyTo(values.of(slot, 'seasonRight'), inSeason, sums.right);
    copyTo(values.of(slot, 'seasonBankerPoints'), inSeason, sums.bankerPoints);
    copyTo(values.of(slot, 'seasonBankers'), inSeason, sums.bankers);
  }
  for (const n of players) if (jokers[n] === 1) season.addJoker(n);
  for (const n of inSeason) {
    values.seasonCards[n] = season.cardsOf(n);
    values.seasonJokers[n] = season.jokersOf(n);
  }
  return values;
}

function setRanks(column: Int32Array, players: readonly number[], ranks: Uint32Array): void {
  for (let i = 0; i < players.length; i += 1) column[players[i] as number] = ranks[i] as number;
}

function copyTo(column: Int32Array, players: readonly number[], values: Int32Array): void {
  for (const n of players) column[n] = values[n] as number;
}

/** Records the jokers of a week without a final game: under rules that count only the first joker, they use it up. */
export function noteJokers(season: SeasonSoFar, { cards, locks }: WeekOfCards): void {
  season.include(cards.count);
  const jokers = cards.lockedJokers(locks, cards.count);
  for (let n = 0; n < jokers.length; n += 1) if (jokers[n] === 1) season.noteJoker(n);
}
