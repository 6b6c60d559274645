import type { LeagueRecord, RecordHolder, RecordKind } from '@sunday-live/contract';
import type { Steps } from '../../platform/async/time-sliced.js';
import type { ReviewedWeek, SeasonReview } from '../statistics/season-review.js';

/** Maximum number of named holders; a record that more players share is worth little. */
const NAMED = 5;

/** Players who reached a value. */
interface Reached {
  readonly value: number;
  readonly slots: readonly number[];
}

/** The best value of one kind so far, with all who reached it. */
class RecordTracker {
  private value: number | null = null;
  private readonly reached: { slot: number; week: number | null }[] = [];

  /** @param better 1: more is better; -1: less is better */
  constructor(
    private readonly kind: RecordKind,
    private readonly better: 1 | -1 = 1,
  ) {}

  offer(value: number, slots: readonly number[], week: number | null): void {
    const lead = this.value === null ? 1 : this.better * (value - this.value);
    if (lead < 0) return;
    this.value = value;
    if (lead > 0) this.reached.length = 0;
    for (const slot of slots) this.reached.push({ slot, week });
  }

  offerBest(best: Reached | null, week: number | null): void {
    if (best !== null) this.offer(best.value, best.slots, week);
  }

  /** Returns the record, if there is one; its holders are named by week, then in the order of the season's standings. */
  record({ players }: SeasonReview, placeOf: Uint32Array, season: number): LeagueRecord[] {
    const { kind, value, reached } = this;
    if (value === null) return [];
    reached.sort(
      (a, b) => (a.week ?? 0) - (b.week ?? 0) || (placeOf[a.slot] as number) - (placeOf[b.slot] as number),
    );
    const holders = reached.slice(0, NAMED).map(({ slot, week }): RecordHolder => {
      const { id, name, team } = players.at(slot);
      return { id, name, team, season, week };
    });
    return [{ kind, value, holders, times: reached.length }];
  }
}

/**
 * Computes the records of one season of a league. Weekly records use weeks that are over; runs and the season's points
 * use everything played so far. A climb is measured from one week to the next; a lead is the number of consecutive
 * weeks that ended in first place.
 */
export function* seasonRecords(review: SeasonReview, season: number): Steps<LeagueRecord[]> {
  const { ranked, totals, runs } = review;
  const weeks = review.weeks.filter(({ over }) => over);
  const trackers = yield* weekRecords(ranked, weeks);
  const whole = new RecordTracker('best-season');
  if (review.weeks.length > 0)
    whole.offerBest(
      most(ranked, (slot) => totals.points[slot] as number),
      null,
    );
  const run = new RecordTracker('longest-run');
  run.offerBest(
    most(ranked, (slot) => above(runs[slot] as number)),
    null,
  );
  const placeOf = new Uint32Array(totals.points.length);
  for (let place = 0; place < ranked.length; place += 1) placeOf[ranked[place] as number] = place;
  yield;
  const all = [...trackers, whole, run, leads(ranked, weeks), yield* climbs(ranked, weeks)];
  return all.flatMap((tracker) => tracker.record(review, placeOf, season));
}

/** Returns the players with the highest value; null when nobody has one. */
function most(slots: Uint32Array, read: (slot: number) => number | null): Reached | null {
  let best: number | null = null;
  let reached: number[] = [];
  for (let i = 0; i < slots.length; i += 1) {
    const slot = slots[i] as number;
    const value = read(slot);
    if (value === null || (best !== null && value < best)) continue;
    if (value !== best) reached = [];
    best = value;
    reached.push(slot);
  }
  return best === null ? null : { value: best, slots: reached };
}

const above = (value: number): number | null => (value > 0 ? value : null);
const least = (slots: Uint32Array, read: (slot: number) => number | null): Reached | null => {
  const found = most(slots, (slot) => {
    const value = read(slot);
    return value === null ? null : -value;
  });
  return found && { value: 0 - found.value, slots: found.slots };
};

/** The best and worst of a week. */
interface WeekExtremes {
  readonly best: Reached | null;
  readonly worst: Reached | null;
  readonly right: Reached | null;
  readonly bestBanker: Reached | null;
  readonly worstBanker: Reached | null;
}

/** By the ranks after the week, which are the same array until the week, an earlier one or the members change. */
const extremes = new WeakMap<Uint32Array, WeekExtremes>();

function extremesOf(ranked: Uint32Array, { has, totals, places }: ReviewedWeek): WeekExtremes {
  const known = extremes.get(places);
  if (known !== undefined) return known;
  const points = (slot: number) => (has[slot] === 1 ? (totals.points[slot] as number) : null);
  const banker = (slot: number) =>
    totals.bankers[slot] === 1 ? (totals.bankerPoints[slot] as number) : null;
  const found = {
    best: most(ranked, points),
    worst: least(ranked, points),
    right: most(ranked, (slot) => (has[slot] === 1 ? (totals.right[slot] as number) : null)),
    bestBanker: most(ranked, (slot) => above(banker(slot) ?? 0)),
    worstBanker: least(ranked, (slot) => ((banker(slot) ?? 0) < 0 ? banker(slot) : null)),
  };
  extremes.set(places, found);
  return found;
}

function* weekRecords(ranked: Uint32Array, weeks: readonly ReviewedWeek[]): Steps<RecordTracker[]> {
  const best = new RecordTracker('best-week');
  const worst = new RecordTracker('worst-week', -1);
  const right = new RecordTracker('most-right');
  const bestBanker = new RecordTracker('best-banker');
  const worstBanker = new RecordTracker('worst-banker', -1);
  for (const week of weeks) {
    const found = extremesOf(ranked, week);
    best.offerBest(found.best, week.week);
    worst.offerBest(found.worst, week.week);
    right.offerBest(found.right, week.week);
    bestBanker.offerBest(found.bestBanker, week.week);
    worstBanker.offerBest(found.worstBanker, week.week);
    yield;
  }
  return [best, worst, right, bestBanker, worstBanker];
}

/** Counts only a player's longest lead. */
function leads(ranked: Uint32Array, weeks: readonly ReviewedWeek[]): RecordTracker {
  const lead = new RecordTracker('longest-lead');
  const leaders = ranked.filter((slot) => weeks.some(({ places }) => places[slot] === 1));
  for (const slot of leaders) {
    let [onTop, longest, until] = [0, 0, 0];
    for (const { week, places } of weeks) {
      onTop = places[slot] === 1 ? onTop + 1 : 0;
      if (onTop > longest) [longest, until] = [onTop, week];
    }
    lead.offer(longest, [slot], until);
  }
  return lead;
}

/** Counts every climb. */
function* climbs(ranked: Uint32Array, weeks: readonly ReviewedWeek[]): Steps<RecordTracker> {
  const climb = new RecordTracker('biggest-climb');
  for (const [i, { week, places }] of weeks.entries()) {
    const before = weeks[i - 1]?.places;
    if (before === undefined) continue;
    const ofWeek = most(ranked, (slot) => {
      const place = places[slot] as number;
      return place > 0 ? above((before[slot] ?? 0) - place) : null;
    });
    climb.offerBest(ofWeek, week);
    yield;
  }
  return climb;
}

/** Kinds in which less is better. */
const LOWEST: ReadonlySet<RecordKind> = new Set(['worst-week', 'worst-banker']);

/** Merges the records of several seasons, given earliest season first. Equal values share a record. */
export function mergeRecords(seasons: readonly (readonly LeagueRecord[])[]): LeagueRecord[] {
  const merged = new Map<RecordKind, LeagueRecord>();
  for (const record of seasons.flat()) {
    const known = merged.get(record.kind);
    const lead = known
      ? LOWEST.has(record.kind)
        ? known.value - record.value
        : record.value - known.value
      : 1;
    if (known === undefined || lead > 0) merged.set(record.kind, record);
    else if (lead === 0) {
      const holders = [...known.holders, ...record.holders].slice(0, NAMED);
      merged.set(record.kind, { ...known, holders, times: known.times + record.times });
    }
  }
  return [...merged.values()];
}
