import type { StandingsEngine } from './engine.js';
import type { GameState } from './types.js';

/** The new state of a game at one position of the log; null: the game was not in the week. */
type Change<G> = readonly [id: string, game: G | null];

/**
 * A week's log that can move to any position, forwards and backwards: position 0 is before its first event,
 * position p after the first p events. The engine, which has the week's players, follows; it must have no
 * other games.
 */
export class WeekFold<G extends GameState> {
  private readonly now: Map<string, G>;
  private readonly forwards: (readonly Change<G>[])[] = [];
  private readonly backwards: (readonly Change<G>[])[] = [];
  private at = 0;

  /**
   * @param start the games before the first event
   * @param events the changes of each event, oldest first: games in their state after it
   * @param isHere whether a game is in the week; a game that has left it does not count
   */
  constructor(
    readonly engine: StandingsEngine,
    start: readonly G[],
    events: readonly (readonly G[])[],
    isHere: (game: G) => boolean = () => true,
  ) {
    this.now = new Map(start.map((game) => [game.id, game]));
    const ahead = new Map<string, G>(this.now);
    for (const games of events) {
      this.forwards.push(games.map((game) => [game.id, isHere(game) ? game : null]));
      // undone in reverse, because one event may name a game twice
      const undo = games.map((game): Change<G> => {
        const before = ahead.get(game.id) ?? null;
        if (isHere(game)) ahead.set(game.id, game);
        else ahead.delete(game.id);
        return [game.id, before];
      });
      this.backwards.push(undo.reverse());
    }
    for (const game of start) engine.setGame(game);
  }

  /** The last position. */
  get length(): number {
    return this.forwards.length;
  }

  get position(): number {
    return this.at;
  }

  /** The games of the week at this position, in the order in which the log first names them. */
  games(): G[] {
    return [...this.now.values()];
  }

  /** Moves to a position, at most to either end. Returns true when any total can have changed on the way. */
  seek(position: number): boolean {
    const target = Math.max(0, Math.min(position, this.length));
    let changed = false;
    while (this.at < target) {
      changed = this.apply(this.forwards[this.at] as readonly Change<G>[]) || changed;
      this.at += 1;
    }
    while (this.at > target) {
      this.at -= 1;
      changed = this.apply(this.backwards[this.at] as readonly Change<G>[]) || changed;
    }
    return changed;
  }

  private apply(changes: readonly Change<G>[]): boolean {
    let changed = false;
    for (const [id, game] of changes) {
      if (game === null) this.now.delete(id);
      else this.now.set(id, game);
      const counted = game === null ? this.engine.removeGame(id) : this.engine.setGame(game);
      changed = counted || changed;
    }
    return changed;
  }
}
