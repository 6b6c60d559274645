import type { CardPicks, GameState, Side } from './types.js';

/**
 * A set of picks in a few numbers, as the database stores it. Bit i stands for the game in slot i of the week
 * (`WeekSlots`).
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

/** A game that has, or once had, a slot in a week. */
export interface SlotGame {
  /** 0 to 30. */
  readonly slot: number;
  /** Id of the game. */
  readonly game: string;
  /** The game's state while it is in this week; null: it has left the week or is not stored. */
  readonly state: GameState['state'] | null;
  /** Its picks are locked, or it has started. */
  readonly shown: boolean;
}

/**
 * The games of one week by slot: translates cards between game ids and bits, and answers in bits what depends on the
 * locks of the week.
 */
export class WeekSlots {
  /** Bits of games that are in the week. */
  readonly here: number;
  /** Bits of games of the week whose picks others may see. */
  readonly shown: number;
  /** Bits of games of the week that are not called off. */
  readonly wanted: number;
  private readonly games: (string | undefined)[] = [];
  private readonly slots = new Map<string, number>();

  constructor(games: Iterable<SlotGame>) {
    let [here, shown, wanted] = [0, 0, 0];
    for (const { slot, game, state, shown: isShown } of games) {
      this.games[slot] = game;
      this.slots.set(game, slot);
      if (state === null) continue;
      here |= 1 << slot;
      if (isShown) shown |= 1 << slot;
      if (state !== 'off') wanted |= 1 << slot;
    }
    this.here = here;
    this.shown = shown;
    this.wanted = wanted;
  }

  /** Returns the game in a slot; null when the slot is free. */
  game(slot: number): string | null {
    return this.games[slot] ?? null;
  }

  /** Returns the slot of a game; null when it was never in the week. */
  slot(game: string): number | null {
    return this.slots.get(game) ?? null;
  }

  /** Returns the ids of the games whose bits are set, in order of slot. */
  *gamesIn(bits: number): Generator<string> {
    for (let slot = 0; slot < this.games.length; slot += 1) {
      const game = this.games[slot];
      if (game !== undefined && (bits >>> slot) & 1) yield game;
    }
  }

  /** Translates bits into the picked side by game id. */
  inWords({ has, home, banker }: PickBits): Pick<CardPicks, 'picks' | 'banker'> {
    const picks: Record<string, Side> = {};
    for (const game of this.gamesIn(has))
      picks[game] = (home >>> (this.slots.get(game) ?? 0)) & 1 ? 'home' : 'away';
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

  /** Returns true when a joker on a card with this banker can no longer change; equals `isJokerLocked`. */
  jokerLocked(banker: number | null): boolean {
    if (banker !== null && (this.shown >>> banker) & 1) return true;
    const allShown = this.wanted !== 0 && (this.wanted & ~this.shown) === 0;
    return allShown && (banker === null || ((this.here >>> banker) & 1) === 1);
  }

  private known(game: string): number {
    const slot = this.slots.get(game);
    if (slot === undefined) throw new RangeError(`the game ${game} was never in this week`);
    return slot;
  }
}
