import { Injectable } from '@nestjs/common';
import { LARGE_LEAGUE } from '@sunday-live/contract';
import { rankInOrder } from '@sunday-live/scoring';
import { type Steps, timeSliced } from '../../platform/async/time-sliced.js';
import { BoundedMap, TaggedCache } from '../../platform/cache/caches.js';
import { LeagueBooks, type LeagueSeason } from '../standings/league-books.js';
import type { SeasonColumns, WeekProgress, WeekValues, WeekVersion } from '../standings/season-columns.js';
import type { SlotPlayers } from '../standings/slot-players.js';

/** Each player's sums over a week, or over all weeks, by slot: as `Totals`, in arrays as small as the values allow. */
export interface ReviewedTotals {
  readonly points: Int16Array | Int32Array;
  readonly right: Uint8Array | Uint16Array;
  readonly played: Uint8Array | Uint16Array;
  readonly bankerPoints: Int16Array | Int32Array;
  readonly bankers: Uint8Array;
}

/** A week that has begun, with the season's ranks after it. */
export interface ReviewedWeek extends WeekProgress {
  readonly week: number;
  readonly version: WeekVersion;
  /** 1 for a player with a card, by slot. Players who are newer than the week's values have none, here and below. */
  readonly has: Uint8Array;
  /** 1 for a joker of the week that counts by the rules, even if it is not visible yet, by slot. */
  readonly jokers: Uint8Array;
  readonly totals: ReviewedTotals;
  /** Rank in the season after this week, by slot; 0: not ranked. */
  readonly places: Uint32Array;
  /** Average and most points of members with a card; null when nobody has one. */
  readonly average: number | null;
  readonly best: number | null;
  /** Number of members with a card by points: there are far fewer values than members. */
  readonly counts: ReadonlyMap<number, number>;
}

/** A league's season, summarised week by week. */
export interface SeasonReview {
  /** Weeks that have begun, in order. */
  readonly weeks: readonly ReviewedWeek[];
  readonly players: SlotPlayers;
  /** Slots of all members, in order. */
  readonly members: Uint32Array;
  /** Slots of all members in the season's standings, in rank order. */
  readonly ranked: Uint32Array;
  /** Sums of all weeks, by slot. */
  readonly totals: ReviewedTotals;
  /** Current rank in the season, by slot. */
  readonly places: Uint32Array;
  /** Longest run of right picks, by slot. */
  readonly runs: Int32Array;
  /** Level of the name, by slot: equal names have the same one. */
  readonly levels: Int32Array;
}

/**
 * Computes the season's ranks after each week. They equal the results of the scoring library's standings. After a score,
 * only the weeks from the changed one on are computed again.
 * @param before an earlier review of the same league and season, whose unchanged weeks are used again
 */
export function* reviewSeason(
  { weeks, members, players, names, runs }: SeasonColumns,
  before: SeasonReview | null = null,
): Steps<SeasonReview> {
  const { count } = players;
  const totals = {
    points: new Int32Array(count),
    right: new Uint16Array(count),
    played: new Uint16Array(count),
    bankerPoints: new Int32Array(count),
    bankers: new Uint8Array(count),
  };
  const entered = new Uint8Array(count);
  const reviewed: ReviewedWeek[] = [];
  const known = knownWeeks(before);
  let same = before !== null && equal(before.members, members);
  for (const { week, begun, over, version, values } of weeks) {
    const earlier = known.get(version);
    const own = values === null ? earlier : compact(values, count);
    if (own === undefined) throw new Error('a week has no values');
    addTo(totals, own.totals);
    for (let slot = 0; slot < own.has.length; slot += 1)
      entered[slot] = (entered[slot] as number) | (own.has[slot] as number);
    if (values !== null) same = false;
    if (!begun) continue;
    const ranked =
      same && earlier !== undefined
        ? { places: earlier.places, average: earlier.average, best: earlier.best, counts: earlier.counts }
        : { places: rank(members, entered, totals, names.places).places, ...summary(members, own) };
    const { has, jokers, totals: ofWeek } = own;
    reviewed.push({ week, begun, over, version, has, jokers, totals: ofWeek, ...ranked });
    yield;
  }
  const { order, places } = rank(members, entered, totals, names.places);
  return { weeks: reviewed, players, members, ranked: order, totals, places, runs, levels: names.levels };
}

/** Returns the weeks of a review by their version. */
export function knownWeeks(review: SeasonReview | null): ReadonlyMap<WeekVersion, ReviewedWeek> {
  return new Map(review?.weeks.map((week) => [week.version, week]));
}

/** Returns whether others may see the joker: its banker counts already, or the week is over. */
export function jokerShown({ jokers, totals, over }: ReviewedWeek, slot: number): boolean {
  return jokers[slot] === 1 && (over || totals.bankers[slot] === 1);
}

/** Returns a week's values without what is between the last player and the book's capacity. */
function compact(
  { has, jokers, totals }: WeekValues,
  count: number,
): Pick<ReviewedWeek, 'has' | 'jokers' | 'totals'> {
  return {
    has: has.slice(0, count),
    jokers: jokers.slice(0, count),
    totals: {
      points: narrow(totals.points.subarray(0, count)),
      right: Uint8Array.from(totals.right.subarray(0, count)),
      played: Uint8Array.from(totals.played.subarray(0, count)),
      bankerPoints: narrow(totals.bankerPoints.subarray(0, count)),
      bankers: Uint8Array.from(totals.bankers.subarray(0, count)),
    },
  };
}

/** Returns a copy in half of the memory where the values allow it. */
function narrow(values: Int32Array): Int16Array | Int32Array {
  const small = Int16Array.from(values);
  return small.every((value, slot) => value === values[slot]) ? small : values.slice();
}

const FIELDS = ['points', 'right', 'played', 'bankerPoints', 'bankers'] as const;

/** Adds a week, in which there may be fewer players. */
function addTo(to: ReviewedTotals, totals: ReviewedTotals): void {
  for (const field of FIELDS) {
    const [sum, values] = [to[field], totals[field]];
    for (let slot = 0; slot < values.length; slot += 1)
      sum[slot] = (sum[slot] as number) + (values[slot] as number);
  }
}

function equal(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((slot, i) => slot === b[i]);
}

function rank(
  members: Uint32Array,
  entered: Uint8Array,
  totals: ReviewedTotals,
  names: Int32Array,
): { order: Uint32Array; places: Uint32Array } {
  const chosen = members.filter((slot) => entered[slot] === 1);
  const { order, ranks } = rankInOrder(chosen, totals, 'season', names);
  const places = new Uint32Array(entered.length);
  for (let i = 0; i < order.length; i += 1) places[order[i] as number] = ranks[i] as number;
  return { order, places };
}

function summary(
  members: Uint32Array,
  { has, totals }: Pick<ReviewedWeek, 'has' | 'totals'>,
): Pick<ReviewedWeek, 'average' | 'best' | 'counts'> {
  const counts = new Map<number, number>();
  for (let i = 0; i < members.length; i += 1) {
    const slot = members[i] as number;
    if (has[slot] !== 1) continue;
    const points = totals.points[slot] as number;
    counts.set(points, (counts.get(points) ?? 0) + 1);
  }
  let [sum, count, best] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const [points, players] of counts) {
    sum += points * players;
    count += players;
    best = Math.max(best, points);
  }
  return count === 0 ? { average: null, best: null, counts } : { average: sum / count, best, counts };
}

/** Cache size: season reviews kept in memory. */
const CACHE_SIZE = 24;
/** Number of large leagues' seasons whose newest review is kept. */
const LATEST = 4;

/** Computes reviews of leagues' seasons, once per position of the log. */
@Injectable()
export class SeasonReviews {
  private readonly kept = new TaggedCache<SeasonReview>(CACHE_SIZE);
  /** The newest review of each season of a large league, to compute the next one from. */
  private readonly latest = new BoundedMap<string, SeasonReview>({ entries: LATEST });

  constructor(private readonly books: LeagueBooks) {}

  of(season: LeagueSeason): Promise<SeasonReview> {
    return this.kept.get(nameOf(season), season.tag, async () => {
      const name = `${nameOf(season)}/${season.rules}`;
      const before = this.latest.get(name) ?? null;
      const known = knownWeeks(before);
      const columns = await this.books.columns(season, (version) => known.has(version));
      const review = await timeSliced(reviewSeason(columns, before));
      if (review.members.length > LARGE_LEAGUE) this.latest.set(name, review);
      return review;
    });
  }
}

/** Returns a key for a league's season. */
export function nameOf({ league, key }: LeagueSeason): string {
  return `${league}/${key?.season}/${key?.seasonType}`;
}
