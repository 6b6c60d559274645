import type { Standings, StandingsRow } from '@sunday-live/contract';
import type { Ranking, Totals } from '@sunday-live/scoring';
import type { SlotPlayer, SlotPlayers } from './slot-players.js';
import type { RowList, SortValue } from './table-page.js';

/** Values of a table, by the players' slots. */
export interface TableColumns {
  readonly players: SlotPlayers;
  readonly totals: Totals;
  /** Number of visible jokers that count. */
  readonly jokers: Uint8Array;
  /** Level of the name: equal names have the same one. */
  readonly levels: Int32Array;
}

export type TableSummary = Pick<Standings, 'begun' | 'average'>;

/**
 * Standings as of one moment, in order: rank, then name. Only the order is kept; a row is built when it is asked for, so
 * a page costs the same in a league of any size.
 */
export class RankedTable implements RowList<StandingsRow> {
  /** @param unofficial true until every game that counts is over */
  constructor(
    private readonly ranking: Ranking,
    private readonly columns: TableColumns,
    readonly unofficial: boolean,
  ) {}

  /** Number of rows. */
  get total(): number {
    return this.ranking.order.length;
  }

  /** Approximate memory of the table. */
  get bytes(): number {
    const { totals, jokers } = this.columns;
    const columns = Object.values(totals).reduce((sum, column) => sum + column.byteLength, 0);
    return columns + jokers.byteLength + this.ranking.order.byteLength + this.ranking.ranks.byteLength;
  }

  /** Returns the rows from one place to before another; all of them by default. */
  rows(from = 0, to = this.total): StandingsRow[] {
    const rows: StandingsRow[] = [];
    for (let place = Math.max(0, from); place < Math.min(to, this.total); place += 1)
      rows.push(this.row(place));
    return rows;
  }

  /** Returns the place of player `n` in the order, from 0; null when the player has no row. */
  placeOf(n: number): number | null {
    const place = this.ranking.order.indexOf(this.columns.players.slotOf(n) ?? -1);
    return place === -1 ? null : place;
  }

  named(part: string): (place: number) => boolean {
    const found = this.columns.players.named(part);
    return (place) => found[this.slot(place)] === 1;
  }

  sorts(): ReadonlyMap<string, SortValue> {
    const { points, right } = this.columns.totals;
    return new Map<string, SortValue>([
      ['name', (place) => this.columns.levels[this.slot(place)] as number],
      ['rank', (place) => this.rank(place) ?? null],
      ['banker', (place) => this.bankerAverage(this.slot(place))],
      ['right', (place) => right[this.slot(place)] as number],
      ['points', (place) => points[this.slot(place)] as number],
    ]);
  }

  /** Returns the row at a place. */
  row(place: number): StandingsRow {
    const slot = this.slot(place);
    const { n, id, name, team } = this.player(place);
    const { points, right, played } = this.columns.totals;
    return {
      n,
      id,
      name,
      team,
      rank: this.rank(place) as number,
      shared: this.rank(place) === this.rank(place - 1) || this.rank(place) === this.rank(place + 1),
      points: points[slot] as number,
      right: right[slot] as number,
      played: played[slot] as number,
      bankerAverage: this.bankerAverage(slot),
      jokers: this.columns.jokers[slot] as number,
    };
  }

  /** Returns whether any pick has counted, and the average of all players' points. */
  summary(): TableSummary {
    const { points, played } = this.columns.totals;
    let [begun, sum] = [false, 0];
    for (const slot of this.ranking.order) {
      if ((played[slot] as number) > 0) begun = true;
      sum += points[slot] as number;
    }
    return { begun, average: this.total === 0 ? null : sum / this.total };
  }

  private rank(place: number): number | undefined {
    return this.ranking.ranks[place];
  }

  private player(place: number): SlotPlayer {
    return this.columns.players.at(this.slot(place));
  }

  private slot(place: number): number {
    return this.ranking.order[place] as number;
  }

  private bankerAverage(slot: number): number | null {
    const { bankerPoints, bankers } = this.columns.totals;
    const counted = bankers[slot] as number;
    return counted === 0 ? null : (bankerPoints[slot] as number) / counted;
  }
}
