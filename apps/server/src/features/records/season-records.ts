import type { LeagueRecord, RecordHolder, RecordKind } from '@sunday-live/contract';
import type { Steps } from '../../platform/async/time-sliced.js';
import type { SlotPlayers } from '../standings/slot-players.js';
import type { ReviewedWeek, SeasonReview } from '../statistics/season-review.js';

/** Maximum number of named holders; a record that more players share is worth little. */
const NAMED = 5;

/** The best value of one kind so far, with its holders. */
class RecordTracker {
  private value: number | null = null;
  private readonly holders: RecordHolder[] = [];
  private times = 0;

  /** @param better 1: more is better; -1: less is better */
  constructor(
    private readonly players: SlotPlayers,
    private readonly kind: RecordKind,
    private readonly better: 1 | -1 = 1,
  ) {}

  offer(value: number, slot: number, season: number, week: number | null): void {
    const lead = this.value === null ? 1 : this.better * (value - this.value);
    if (lead < 0) return;
    if (lead > 0) {
      this.value = value;
      this.holders.length = 0;
      this.times = 0;
    }
    this.times += 1;
    if (this.holders.length >= NAMED) return;
    const { id, name, team } = this.players.at(slot);
    this.holders.push({ id, name, team, season, week });
  }

  record(): LeagueRecord[] {
    const { kind, value, holders, times } = this;
    return value === null ? [] : [{ kind, value, holders, times }];
  }
}

/**
 * Computes the records of one season of a league. Weekly records use weeks that are over; runs and the season's points
 * use everything played so far. A climb is measured from one week to the next; a lead is the number of consecutive
 * weeks that ended in first place.
 */
export function* seasonRecords(review: SeasonReview, season: number): Steps<LeagueRecord[]> {
  const weeks = review.weeks.filter(({ over }) => over);
  const trackers = [
    ...(yield* weekRecords(review, weeks, season)),
    ...(yield* bankerRecords(review, weeks, season)),
  ];
  const run = new RecordTracker(review.players, 'longest-run');
  const lead = new RecordTracker(review.players, 'longest-lead');
  const climb = new RecordTracker(review.players, 'biggest-climb');
  for (const slot of review.ranked) {
    const longest = review.runs[slot] as number;
    if (longest > 0) run.offer(longest, slot, season, null);
    offerPlaces(lead, climb, slot, weeks, season);
    yield;
  }
  return [...trackers, run, lead, climb].flatMap((tracker) => tracker.record());
}

function* weekRecords(
  { ranked, players, totals, weeks: begun }: SeasonReview,
  weeks: readonly ReviewedWeek[],
  season: number,
): Steps<RecordTracker[]> {
  const best = new RecordTracker(players, 'best-week');
  const worst = new RecordTracker(players, 'worst-week', -1);
  const right = new RecordTracker(players, 'most-right');
  const whole = new RecordTracker(players, 'best-season');
  for (const { week, has, totals: ofWeek } of weeks) {
    for (const slot of ranked) {
      if (has[slot] !== 1) continue;
      best.offer(ofWeek.points[slot] as number, slot, season, week);
      worst.offer(ofWeek.points[slot] as number, slot, season, week);
      right.offer(ofWeek.right[slot] as number, slot, season, week);
    }
    yield;
  }
  if (begun.length > 0)
    for (const slot of ranked) whole.offer(totals.points[slot] as number, slot, season, null);
  return [best, worst, right, whole];
}

function* bankerRecords(
  { ranked, players }: SeasonReview,
  weeks: readonly ReviewedWeek[],
  season: number,
): Steps<RecordTracker[]> {
  const best = new RecordTracker(players, 'best-banker');
  const worst = new RecordTracker(players, 'worst-banker', -1);
  for (const { week, totals } of weeks) {
    for (const slot of ranked) {
      if (totals.bankers[slot] !== 1) continue;
      const points = totals.bankerPoints[slot] as number;
      if (points > 0) best.offer(points, slot, season, week);
      if (points < 0) worst.offer(points, slot, season, week);
    }
    yield;
  }
  return [best, worst];
}

/** Counts only a player's longest lead, but every climb. */
function offerPlaces(
  lead: RecordTracker,
  climb: RecordTracker,
  slot: number,
  weeks: readonly ReviewedWeek[],
  season: number,
): void {
  let [onTop, longest, until] = [0, 0, 0];
  let before = 0;
  for (const { week, places } of weeks) {
    const place = places[slot] as number;
    if (before > place && place > 0) climb.offer(before - place, slot, season, week);
    onTop = place === 1 ? onTop + 1 : 0;
    if (onTop > longest) [longest, until] = [onTop, week];
    before = place;
  }
  if (longest > 0) lead.offer(longest, slot, season, until);
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
