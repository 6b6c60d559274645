import { WeekSlots } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { gameSlots, type SlotRow } from './game-slots.sql.js';
import type { SeasonKey } from './week-key.js';

/** The games of a season by week and slot: cards are stored as bits by these slots. */
export class SeasonSlots {
  private readonly weeks: ReadonlyMap<number, WeekSlots>;

  constructor(games: readonly SlotRow[]) {
    const byWeek = groupBy(games, ({ week }) => week);
    this.weeks = new Map([...byWeek].map(([week, ofWeek]) => [week, new WeekSlots(ofWeek)]));
  }

  /** Reads the slots of a season as of the transaction's snapshot. */
  static async of(tx: EntityManager, season: SeasonKey): Promise<SeasonSlots> {
    return new SeasonSlots(await gameSlots(tx, season));
  }

  /** Returns the slots of a week; none for a week without games. */
  week(week: number): WeekSlots {
    return this.weeks.get(week) ?? NO_SLOTS;
  }
}

const NO_SLOTS = new WeekSlots([]);
