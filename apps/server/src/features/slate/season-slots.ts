import { GameSlots, isJokerLockedIn, type LockBits, lockBits } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { gameSlots, type SlotRow } from './game-slots.sql.js';
import type { SeasonKey } from './week-key.js';

/** The games of a season by week and slot, with their locks: cards are stored as bits by these slots. */
export class SeasonSlots {
  private readonly weeks = new Map<number, { readonly slots: GameSlots; readonly locks: LockBits }>();

  constructor(games: readonly SlotRow[] = []) {
    for (const [week, ofWeek] of groupBy(games, (row) => row.week)) {
      const slots = new GameSlots(ofWeek);
      const here = ofWeek.flatMap(({ game: id, state }) => (state === null ? [] : [{ id, state }]));
      const shown = new Set(ofWeek.flatMap(({ game, shown: isShown }) => (isShown ? [game] : [])));
      this.weeks.set(week, { slots, locks: lockBits(slots, here, shown) });
    }
  }

  /** Reads the slots of a season as of the transaction's snapshot. */
  static async of(tx: EntityManager, season: SeasonKey): Promise<SeasonSlots> {
    return new SeasonSlots(await gameSlots(tx, season));
  }

  /** Returns the weeks that have or had games. */
  get numbers(): number[] {
    return [...this.weeks.keys()];
  }

  /** Returns the slots of a week; none for a week that never had a game. */
  week(week: number): GameSlots {
    return this.weeks.get(week)?.slots ?? NO_SLOTS;
  }

  /** Returns true when the joker of a card with this banker can no longer change. */
  jokerLocked(week: number, banker: number | null): boolean {
    const ofWeek = this.weeks.get(week);
    return ofWeek !== undefined && isJokerLockedIn(ofWeek.locks, banker);
  }
}

const NO_SLOTS = new GameSlots();

/** Reads every card of a week in bits. */
export { eachCard } from './week-cards.sql.js';
