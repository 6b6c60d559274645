import { countedPicks } from './score-card.js';
import { type CardPicks, type GameState, MAX_WEEK_GAMES, type Side } from './types.js';

/**
 * A set of picks in a few numbers, as the database stores it. Bit i is the game in slot i of the week
 * (`GameSlots`).
 */
export interface PickBits {
  /** Bit i: there is a pick of this game. */
  readonly has: number;
  /** Bit i: the pick is the home team. Only bits of `has`. */
  readonly home: number;
  /** Slot of the banker's game; null: none. */
  readonly banker: number | null;
}

/** A card in bits. */
export interface CardBits extends PickBits {
  readonly joker: boolean;
}

/**
 * The games that are or were in one week, each in a slot from 0 to 30. Translates cards between game ids and bits. A
 * slot never changes, so bits stay valid when games come and go.
 */
export class GameSlots {
  private readonly games: (string | undefined)[] = [];
  private readonly slots = new Map<string, number>();

  constructor(games: Iterable<{ readonly slot: number; readonly game: string }> = []) {
    for (const { slot, game } of games) this.put(slot, game);
  }

  /** Returns the game in a slot; null when the slot is free. */
  game(slot: number): string | null {
    return this.games[slot] ?? null;
  }

  /** Returns the slot of a game; null when it was never in the week. */
  slot(game: string): number | null {
    return this.slots.get(game) ?? null;
  }

  /** Returns the ids of all games with a slot. */
  ids(): Iterable<string> {
    return this.slots.keys();
  }

  /** Returns the slot of a game, which gets the next free one if it is new; null when the week is full. */
  include(game: string): number | null {
    const known = this.slots.get(game);
    if (known !== undefined) return known;
    if (this.games.length >= MAX_WEEK_GAMES) return null;
    const slot = this.games.length;
    this.put(slot, game);
    return slot;
  }

  /** Translates bits into the picked side by game id. */
  inWords({ has, home, banker }: PickBits): Pick<CardPicks, 'picks' | 'banker'> {
    const picks: Record<string, Side> = {};
    for (let slot = 0; slot < this.games.length; slot += 1) {
      const game = this.games[slot];
      if (game === undefined || !isSet(has, slot)) continue;
      picks[game] = isSet(home, slot) ? 'home' : 'away';
    }
    return { picks, banker: banker === null ? null : this.game(banker) };
  }

  /**
   * Translates a card into bits. @throws RangeError for a game that was never in the week: nobody can have picked it
   */
  inBits({ picks, banker, joker }: CardPicks): CardBits {
    let [has, home] = [0, 0];
    for (const [game, side] of Object.entries(picks)) {
      const bit = 1 << this.known(game);
      has |= bit;
      if (side === 'home') home |= bit;
    }
    return { has, home, banker: banker === null ? null : this.known(banker), joker };
  }

  private put(slot: number, game: string): void {
    this.games[slot] = game;
    this.slots.set(game, slot);
  }

  private known(game: string): number {
    const slot = this.slots.get(game);
    if (slot === undefined) throw new RangeError(`the game ${game} was never in this week`);
    return slot;
  }
}

/**
 * Returns a card as far as it counts in bits. A game that is new to the week gets a slot; a pick of a game for which the
 * week has no room is left out, and so are all picks of a card that no save would accept (rule S30).
 */
export function countedBits(card: CardPicks, slots: GameSlots): CardBits {
  let [has, home] = [0, 0];
  for (const [game, side] of countedPicks(card)) {
    const slot = slots.include(game);
    if (slot === null) continue;
    has |= 1 << slot;
    if (side === 'home') home |= 1 << slot;
  }
  return { has, home, banker: card.banker === null ? null : slots.include(card.banker), joker: card.joker };
}

/** A week's locks, one bit per slot. */
export interface LockBits {
  /** Games that are in the week. */
  readonly here: number;
  /** Games of the week whose picks others may see: locked or started. */
  readonly shown: number;
  /** Games of the week that are not called off. */
  readonly wanted: number;
}

/** Returns the locks of these games of a week. A game that is new to the week gets a slot. */
export function lockBits(
  slots: GameSlots,
  games: Iterable<Pick<GameState, 'id' | 'state'>>,
  locked: ReadonlySet<string>,
): LockBits {
  let [here, shown, wanted] = [0, 0, 0];
  for (const { id, state } of games) {
    const slot = slots.include(id);
    if (slot === null) continue;
    here |= 1 << slot;
    if (locked.has(id)) shown |= 1 << slot;
    if (state !== 'off') wanted |= 1 << slot;
  }
  return { here, shown, wanted };
}

/** Returns true when a joker on a card with the banker in this slot can no longer change; equals `isJokerLocked`. */
export function isJokerLockedIn({ here, shown, wanted }: LockBits, banker: number | null): boolean {
  if (banker !== null && isSet(here & shown, banker)) return true;
  const allShown = wanted !== 0 && (wanted & ~shown) === 0;
  return allShown && (banker === null || isSet(here, banker));
}

function isSet(bits: number, slot: number): boolean {
  return ((bits >>> slot) & 1) === 1;
}
