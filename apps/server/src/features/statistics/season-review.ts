import { Injectable } from '@nestjs/common';
import { addTotals, noTotals, type Totals } from '@sunday-live/scoring';
import { type Steps, timeSliced } from '../../platform/async/time-sliced.js';
import { TaggedCache } from '../../platform/cache/tagged-cache.js';
import { LeagueBooks, type LeagueSeason } from '../standings/league-books.js';
import { rankSlots } from '../standings/rank-slots.js';
import type { SeasonColumns, SlotPlayer, WeekColumns } from '../standings/season-columns.js';

/** A week that has begun, with the season's ranks after it. */
export interface ReviewedWeek extends WeekColumns {
  /** Rank in the season after this week, by slot; 0: not ranked. */
  readonly places: Uint32Array;
  /** Average points of members with a card; null when nobody has one. */
  readonly average: number | null;
}

/** A league's season, summarised week by week. */
export interface SeasonReview {
  /** Weeks that have begun, in order. */
  readonly weeks: readonly ReviewedWeek[];
  /** All members in the season's standings, in rank order. */
  readonly ranked: readonly SlotPlayer[];
  /** Sums of all weeks, by slot. */
  readonly totals: Totals;
  /** Current rank in the season, by slot. */
  readonly places: Uint32Array;
  /** Longest run of right picks, by slot. */
  readonly runs: Int32Array;
}

/** Computes the season's ranks after each week. They equal the results of the scoring library's standings. */
export function* reviewSeason({ weeks, members, names, runs }: SeasonColumns): Steps<SeasonReview> {
  const capacity = names.length;
  const totals = noTotals(capacity);
  const entered = new Uint8Array(capacity);
  const reviewed: ReviewedWeek[] = [];
  for (const week of weeks) {
    addTotals(totals, week.totals);
    for (const { slot } of members) entered[slot] = (entered[slot] as number) | (week.has[slot] as number);
    if (!week.begun) continue;
    const { places } = rank(members, entered, totals, names);
    reviewed.push({ ...week, places, average: averageOf(members, week) });
    yield;
  }
  const { slots, places } = rank(members, entered, totals, names);
  const bySlot = new Map(members.map((player) => [player.slot, player]));
  const ranked = [...slots].map((slot) => bySlot.get(slot) as SlotPlayer);
  return { weeks: reviewed, ranked, totals, places, runs };
}

/** Returns whether others may see the joker: its banker counts already, or the week is over. */
export function jokerShown({ jokers, totals, over }: WeekColumns, slot: number): boolean {
  return jokers[slot] === 1 && (over || totals.bankers[slot] === 1);
}

function rank(
  members: readonly SlotPlayer[],
  entered: Uint8Array,
  { points, right, bankerPoints, bankers }: Totals,
  names: Int32Array,
): { slots: Uint32Array; places: Uint32Array } {
  const chosen: number[] = [];
  const average = new Float64Array(names.length);
  for (const { slot } of members) {
    if (entered[slot] === 0) continue;
    chosen.push(slot);
    if (bankers[slot] !== 0) average[slot] = (bankerPoints[slot] as number) / (bankers[slot] as number);
  }
  const { slots, ranks } = rankSlots(chosen, { points, right, average, names });
  const places = new Uint32Array(names.length);
  for (let i = 0; i < slots.length; i += 1) places[slots[i] as number] = ranks[i] as number;
  return { slots, places };
}

function averageOf(members: readonly SlotPlayer[], { has, totals }: WeekColumns): number | null {
  let [sum, count] = [0, 0];
  for (const { slot } of members) {
    if (has[slot] === 0) continue;
    sum += totals.points[slot] as number;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

/** Cache size: season reviews kept in memory. */
const CACHE_SIZE = 24;

/** Computes reviews of leagues' seasons, once per position of the log. */
@Injectable()
export class SeasonReviews {
  private readonly kept = new TaggedCache<SeasonReview>(CACHE_SIZE);

  constructor(private readonly books: LeagueBooks) {}

  of(season: LeagueSeason): Promise<SeasonReview> {
    return this.kept.get(nameOf(season), season.tag, async () =>
      timeSliced(reviewSeason(await this.books.columns(season))),
    );
  }
}

/** Returns a key for a league's season. */
export function nameOf({ league, key }: LeagueSeason): string {
  return `${league}/${key?.season}/${key?.seasonType}`;
}
