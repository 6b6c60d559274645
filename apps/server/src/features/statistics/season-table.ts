import { divisionOf, type SeasonSummary, type StatisticsRow } from '@sunday-live/contract';
import type { RowList, SortValue } from '../standings/table-page.js';
import { playerFigures } from './player-season.js';
import type { SeasonReview } from './season-review.js';

/** The season's standings of a league with all statistics columns; a row is built when it is asked for. */
export class SeasonTable implements RowList<StatisticsRow> {
  constructor(private readonly review: SeasonReview) {}

  get total(): number {
    return this.review.ranked.length;
  }

  key(place: number): string {
    return this.review.ranked[place]?.key ?? '';
  }

  placeOf(n: number): number | null {
    const place = this.review.ranked.findIndex((player) => player.n === n);
    return place === -1 ? null : place;
  }

  /** Returns the division of the favourite team at a place; null without one. */
  division(place: number): string | null {
    return divisionOf(this.review.ranked[place]?.team ?? null);
  }

  row(place: number): StatisticsRow {
    const { review } = this;
    const { weeks, totals, places } = review;
    const [latest, before] = [weeks.at(-1), weeks.at(-2)];
    const { n, id, name, team, slot } = review.ranked[place] as SeasonReview['ranked'][number];
    const bankers = totals.bankers[slot] as number;
    const { best, worst, average, jokers } = playerFigures(review, slot);
    return {
      n,
      id,
      name,
      team,
      rank: places[slot] as number,
      shared: this.rank(place) === this.rank(place - 1) || this.rank(place) === this.rank(place + 1),
      before: before?.places[slot] || null,
      points: totals.points[slot] as number,
      right: totals.right[slot] as number,
      played: totals.played[slot] as number,
      lastWeek: latest?.has[slot] === 1 ? (latest.totals.points[slot] as number) : null,
      best: best?.points ?? null,
      average,
      worst: worst?.points ?? null,
      bankerAverage: bankers === 0 ? null : (totals.bankerPoints[slot] as number) / bankers,
      jokers,
      weeks: weeks.map(({ has, totals: ofWeek }) =>
        has[slot] === 1 ? (ofWeek.points[slot] as number) : null,
      ),
    };
  }

  private rank(place: number): number | undefined {
    const player = this.review.ranked[place];
    return player && this.review.places[player.slot];
  }
}

/** Weeks that the column of the last ones adds up. */
const LAST_WEEKS = 5;

/** Columns by which the season's standings can be ordered: those of the pages, and `week-8` for each week. */
export function seasonSorts({ weeks }: SeasonSummary): ReadonlyMap<string, SortValue<StatisticsRow>> {
  const sum = (points: readonly (number | null)[]): number =>
    points.reduce<number>((all, each) => all + (each ?? 0), 0);
  const won = (row: StatisticsRow): number =>
    weeks.filter(({ over, best }, i) => over && best !== null && row.weeks[i] === best).length;
  return new Map<string, SortValue<StatisticsRow>>([
    ['rank', ({ rank }) => rank],
    ['points', ({ points }) => points],
    ['right', ({ right, played }) => (played === 0 ? null : right)],
    ['share', ({ right, played }) => (played === 0 ? null : right / played)],
    ['average', ({ average }) => average],
    ['best', ({ best }) => best],
    ['worst', ({ worst }) => worst],
    ['banker', ({ bankerAverage }) => bankerAverage],
    ['jokers', ({ jokers }) => jokers],
    ['lastWeek', ({ lastWeek }) => lastWeek],
    ['lastFive', (row) => sum(row.weeks.slice(-LAST_WEEKS))],
    ['won', won],
    ...weeks.map(({ week }, i) => [`week-${week}`, (row: StatisticsRow) => row.weeks[i] ?? null] as const),
  ]);
}
