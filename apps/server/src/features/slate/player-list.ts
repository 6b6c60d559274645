import { TEAMS } from '@sunday-live/contract';
import { TextColumn, TextIndex } from '../../platform/text-column.js';
import type { EventPlayer } from './slate-event.js';

/** The same team is one string for all of its fans. */
const ONE_TEAM: ReadonlyMap<string, string> = new Map(TEAMS.map(({ abbr }) => [abbr, abbr]));

/**
 * Players by number and by id. A hundred thousand of them take 7 MB, as objects in two maps they took 25; a player is
 * built when somebody asks for it.
 */
export class PlayerList {
  private ids = new TextColumn();
  private names = new TextColumn();
  private index = new TextIndex(this.ids);
  /** undefined: no such player. */
  private teams: (string | null | undefined)[] = [];
  private players = 0;

  get size(): number {
    return this.players;
  }

  /** Highest number, plus one. */
  get count(): number {
    return this.teams.length;
  }

  /** Adds a player, or replaces the one with the same number. */
  set({ n, id, name, team }: EventPlayer): void {
    while (this.teams.length <= n) this.teams.push(undefined);
    if (this.teams[n] === undefined) this.players += 1;
    if (this.ids.get(n) !== id) {
      this.ids.set(n, id);
      this.index.add(n);
    }
    this.names.set(n, name);
    this.teams[n] = team === null ? null : (ONE_TEAM.get(team) ?? team);
  }

  /** Removes a player by number. */
  remove(n: number): void {
    if (!this.includes(n)) return;
    this.players -= 1;
    this.teams[n] = undefined;
    this.ids.set(n, '');
    this.names.set(n, '');
  }

  includes(n: number): boolean {
    return this.teams[n] !== undefined;
  }

  /** Returns the player with a number; null without one. */
  at(n: number): EventPlayer | null {
    const team = this.teams[n];
    return team === undefined ? null : { n, id: this.ids.get(n), name: this.names.get(n), team };
  }

  /** Returns the favourite team of player `n`; null without one. */
  team(n: number): string | null {
    return this.teams[n] ?? null;
  }

  /** Returns the number of a player by id; null without one. */
  numberOf(id: string): number | null {
    return this.index.find(id);
  }

  /** Returns a player by id; null without one. */
  get(id: string): EventPlayer | null {
    const n = this.numberOf(id);
    return n === null ? null : this.at(n);
  }

  /** Iterates over the numbers of the players, in order. */
  *numbers(): Generator<number> {
    for (let n = 0; n < this.teams.length; n += 1) if (this.includes(n)) yield n;
  }

  /** Iterates over the players in order of their numbers. They may be removed meanwhile. */
  *[Symbol.iterator](): Generator<EventPlayer> {
    for (let n = 0; n < this.teams.length; n += 1) {
      const player = this.at(n);
      if (player !== null) yield player;
    }
  }

  /** Returns a list that continues this one, which must not change any more. */
  successor(): PlayerList {
    const next = new PlayerList();
    next.ids = this.ids.successor();
    next.names = this.names.successor();
    next.index = this.index.over(next.ids);
    next.teams = this.teams.slice();
    next.players = this.players;
    return next;
  }
}
