import { divisionOf, type SeasonSummary, type StatisticsRow } from '@sunday-live/contract';
import type { RowList, SortValue } from '../standings/table-page.js';
import { type PlayerFigures, playerFigures } from './player-season.js';
import type { ReviewedWeek, SeasonReview } from './season-review.js';

/** Weeks that the column of the last ones adds up. */
const LAST_WEEKS = 5;

/** The season's standings of a league with all statistics columns; a row is built when it is asked for. */
export class SeasonTable implements RowList<StatisticsRow> {
  /** @param weeks the best of each week: only the order by weeks won needs it */
  constructor(
    private readonly review: SeasonReview,
    private readonly weeks: SeasonSummary['weeks'],
  ) {}

  get total(): number {
    return this.review.ranked.length;
  }

  named(part: string): (place: number) => boolean {
    const found = this.review.players.named(part);
    return (place) => found[this.slot(place)] === 1;
  }

  placeOf(n: number): number | null {
    const place = this.review.ranked.indexOf(this.review.players.slotOf(n) ?? -1);
    return place === -1 ? null : place;
  }

  /** Returns the division of the favourite team at a place; null without one. */
  division(place: number): string | null {
    return divisionOf(this.review.players.team(this.slot(place)));
  }

  /** The columns of the pages, and `week-8` for each week. */
  sorts(): ReadonlyMap<string, SortValue> {
    const { review } = this;
    const { weeks, totals } = review;
    const figures = (place: number): PlayerFigures => playerFigures(review, this.slot(place));
    const points = (place: number, column: ReviewedWeek | undefined): number | null => {
      const slot = this.slot(place);
      return column?.has[slot] === 1 ? (column.totals.points[slot] as number) : null;
    };
    const sum = (place: number, columns: readonly ReviewedWeek[]): number =>
      columns.reduce((all, column) => all + (points(place, column) ?? 0), 0);
    const ofPlayed = (place: number, value: (slot: number) => number): number | null => {
      const slot = this.slot(place);
      return totals.played[slot] === 0 ? null : value(slot);
    };
    const best = this.weeks.map((week) => (week.over ? week.best : null));
    const won = (place: number): number =>
      weeks.filter((column, i) => best[i] !== null && points(place, column) === best[i]).length;
    return new Map<string, SortValue>([
      ['name', (place) => review.levels[this.slot(place)] as number],
      ['rank', (place) => this.rank(place) ?? null],
      ['points', (place) => totals.points[this.slot(place)] as number],
      ['right', (place) => ofPlayed(place, (slot) => totals.right[slot] as number)],
      [
        'share',
        (place) =>
          ofPlayed(place, (slot) => (totals.right[slot] as number) / (totals.played[slot] as number)),
      ],
      ['average', (place) => figures(place).average],
      ['best', (place) => figures(place).best?.points ?? null],
      ['worst', (place) => figures(place).worst?.points ?? null],
      ['banker', (place) => this.bankerAverage(this.slot(place))],
      ['jokers', (place) => figures(place).jokers],
      ['lastWeek', (place) => points(place, weeks.at(-1))],
      ['lastFive', (place) => sum(place, weeks.slice(-LAST_WEEKS))],
      ['won', won],
      ...weeks.map((column) => [`week-${column.week}`, (place: number) => points(place, column)] as const),
    ]);
  }

  row(place: number): StatisticsRow {
    const { review } = this;
    const { weeks, totals, places } = review;
    const [latest, before] = [weeks.at(-1), weeks.at(-2)];
    const { n, id, name, team, slot } = review.players.at(this.slot(place));
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
      bankerAverage: this.bankerAverage(slot),
      jokers,
      weeks: weeks.map(({ has, totals: ofWeek }) =>
        has[slot] === 1 ? (ofWeek.points[slot] as number) : null,
      ),
    };
  }

  private rank(place: number): number | undefined {
    const slot = this.review.ranked[place];
    return slot === undefined ? undefined : this.review.places[slot];
  }

  private slot(place: number): number {
    return this.review.ranked[place] as number;
  }

  private bankerAverage(slot: number): number | null {
    const { bankerPoints, bankers } = this.review.totals;
    const counted = bankers[slot] as number;
    return counted === 0 ? null : (bankerPoints[slot] as number) / counted;
  }
}
