import { nameKey } from '@sunday-live/scoring';
import { TextColumn } from '../../platform/text-column.js';
import { PlayerList } from '../slate/player-list.js';
import type { EventPlayer } from '../slate/slate-event.js';

/** A player with a slot in the columns. */
export interface SlotPlayer extends EventPlayer {
  readonly slot: number;
}

/** Players by slot: a slot is given once, and stays empty when its player is removed. */
export class SlotPlayers {
  /** By slot, so that the number of a player in the list is the slot. */
  private list = new PlayerList();
  private keys = new TextColumn();
  private numbers: number[] = [];
  /** Slot plus one by player number; 0 or undefined: none. */
  private slots: number[] = [];

  /** Number of slots that were given. */
  get count(): number {
    return this.numbers.length;
  }

  /** Adds a player, or replaces the one with the same number. */
  set(player: EventPlayer): void {
    const slot = this.slotOf(player.n) ?? this.numbers.length;
    this.numbers[slot] = player.n;
    this.slots[player.n] = slot + 1;
    this.list.set({ ...player, n: slot });
    this.keys.set(slot, nameKey(player.name));
  }

  remove(slot: number): void {
    this.slots[this.number(slot)] = 0;
    this.list.remove(slot);
    this.keys.set(slot, '');
  }

  /** Returns true when the slot has a player. */
  includes(slot: number): boolean {
    return this.list.includes(slot);
  }

  /** Returns the player of a slot. @throws Error for a slot without one */
  at(slot: number): SlotPlayer {
    const player = this.list.at(slot);
    if (player === null) throw new Error(`slot ${slot} has no player`);
    return { ...player, n: this.number(slot), slot };
  }

  /** Returns the favourite team of a slot's player; null without one. */
  team(slot: number): string | null {
    return this.list.team(slot);
  }

  /** Returns the number of the player that has or had the slot. */
  number(slot: number): number {
    return this.numbers[slot] ?? 0;
  }

  /** Returns the sort key of a player's name. */
  key(slot: number): string {
    return this.keys.get(slot);
  }

  /** Returns the slot of player `n`; null without one. */
  slotOf(n: number): number | null {
    const slot = (this.slots[n] ?? 0) - 1;
    return slot === -1 ? null : slot;
  }

  /** Returns the slot of a player by id; null without one. */
  slotById(id: string): number | null {
    return this.list.numberOf(id);
  }

  /** Returns 1 for each slot whose name's sort key contains a text. */
  named(part: string): Uint8Array {
    return this.keys.containing(part, this.count);
  }

  /** Iterates over the slots with a player, in order. */
  present(): Iterable<number> {
    return this.list.numbers();
  }

  /** Returns players that continue these, which must not change any more. */
  successor(): SlotPlayers {
    const next = new SlotPlayers();
    next.list = this.list.successor();
    next.keys = this.keys.successor();
    next.numbers = this.numbers.slice();
    next.slots = this.slots.slice();
    return next;
  }
}
