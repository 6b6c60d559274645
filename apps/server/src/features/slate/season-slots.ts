import { GameSlots, type GameState, isJokerLockedIn, type LockBits, lockBits } from '@sunday-live/scoring';
import type { EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { gameSlots, type SlotRow } from './game-slots.sql.js';
import type { SeasonKey } from './week-key.js';

/** A week's games by slot, those that are in it, and their locks. */
interface WeekOfSlots {
  readonly slots: GameSlots;
  readonly games: ReadonlyMap<string, GameState>;
  readonly locks: LockBits;
}

/** The games of a season by week and slot, with their locks: cards are stored as bits by these slots. */
export class SeasonSlots {
  private readonly weeks = new Map<number, WeekOfSlots>();

  constructor(games: readonly SlotRow[] = []) {
    for (const [week, ofWeek] of groupBy(games, (row) => row.week)) {
      const slots = new GameSlots(ofWeek);
      const here = ofWeek.flatMap(({ game: id, now }) => (now === null ? [] : [{ id, week, ...now }]));
      const shown = new Set(ofWeek.flatMap(({ game, shown: isShown }) => (isShown ? [game] : [])));
      const games = new Map(here.map((game) => [game.id, game]));
      this.weeks.set(week, { slots, games, locks: lockBits(slots, here, shown) });
    }
  }

  /** Reads the slots of a season as of the transaction's snapshot. @param weeks only these; null: all */
  static async of(
    tx: EntityManager,
    season: SeasonKey,
    weeks: readonly number[] | null = null,
  ): Promise<SeasonSlots> {
    return new SeasonSlots(await gameSlots(tx, season, weeks));
  }

  /** Returns the weeks that have or had games. */
  get numbers(): number[] {
    return [...this.weeks.keys()];
  }

  /** Returns the slots of a week; none for a week that never had a game. */
  week(week: number): GameSlots {
    return this.weeks.get(week)?.slots ?? NO_SLOTS;
  }

  /** Returns the game in a slot of a week; null for a free slot, and when the game has left the week. */
  game(week: number, slot: number): GameState | null {
    const ofWeek = this.weeks.get(week);
    return ofWeek?.games.get(ofWeek.slots.game(slot) ?? '') ?? null;
  }

  /** Returns the locks of a week's games. */
  locks(week: number): LockBits {
    return this.weeks.get(week)?.locks ?? NO_LOCKS;
  }

  /** Returns true when the joker of a card with this banker can no longer change. */
  jokerLocked(week: number, banker: number | null): boolean {
    return isJokerLockedIn(this.locks(week), banker);
  }
}

const NO_SLOTS = new GameSlots();
const NO_LOCKS: LockBits = { here: 0, shown: 0, wanted: 0 };

/** Read every card of a week in bits, and every player. */
export { eachCard, eachPlayer } from './week-cards.sql.js';
