import type { StandingsRow } from '@sunday-live/contract';
import { nameKey, type Totals } from '@sunday-live/scoring';
import type { Ranking } from './rank-slots.js';
import type { SlotPlayer } from './season-columns.js';

/** Values of a table, by the players' slots. */
export interface TableColumns {
  readonly players: readonly (SlotPlayer | null)[];
  readonly totals: Totals;
  /** Number of visible jokers that count. */
  readonly jokers: Uint8Array;
}

/**
 * Standings as of one moment, in order: rank, then name. Only the order is kept; a row is built when it is asked for, so
 * a page costs the same in a league of any size.
 */
export class RankedTable {
  /** @param unofficial true until every game that counts is over */
  constructor(
    private readonly ranking: Ranking,
    private readonly columns: TableColumns,
    readonly unofficial: boolean,
  ) {}

  /** Number of rows. */
  get total(): number {
    return this.ranking.slots.length;
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
    const slot = this.columns.players.find((player) => player?.n === n)?.slot ?? -1;
    const place = this.ranking.slots.indexOf(slot);
    return place === -1 ? null : place;
  }

  /** Returns the places of players with this text in their names, in order. */
  search(text: string): number[] {
    const wanted = nameKey(text);
    const found: number[] = [];
    for (let place = 0; place < this.total; place += 1)
      if (this.player(place).key.includes(wanted)) found.push(place);
    return found;
  }

  /** Returns the row at a place. */
  row(place: number): StandingsRow {
    const slot = this.ranking.slots[place] as number;
    const { n, id, name, team } = this.player(place);
    const { points, right, played, bankerPoints, bankers } = this.columns.totals;
    const counted = bankers[slot] as number;
    return {
      n,
      id,
      name,
      team,
      rank: this.ranking.ranks[place] as number,
      points: points[slot] as number,
      right: right[slot] as number,
      played: played[slot] as number,
      bankerAverage: counted === 0 ? null : (bankerPoints[slot] as number) / counted,
      jokers: this.columns.jokers[slot] as number,
    };
  }

  private player(place: number): SlotPlayer {
    return this.columns.players[this.ranking.slots[place] as number] as SlotPlayer;
  }
}
