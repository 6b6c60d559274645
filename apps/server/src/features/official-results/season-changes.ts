import { type GameMove, gameMoves } from '../slate/game-moves.js';
import type { SlateEvent } from '../slate/slate-event.js';
import { sameWeek } from '../slate/week-key.js';
import { ChangedWeeks } from './changed-weeks.js';

/**
 * Changes of the log, season by season, in the order in which the seasons were current. A season that the feed has
 * left is closed: later events do not change its results, except when an admin lets a game move in or out.
 */
export class SeasonChanges {
  private readonly seasons = new Map<number, ChangedWeeks>();

  /** @param season the current season before the first event; null: none yet */
  constructor(private season: number | null) {}

  /** Marks every week for computation, of the previous and of the present current season. */
  static everything(before: number | null, now: number | null): SeasonChanges {
    const changes = new SeasonChanges(now);
    for (const season of [before, now]) {
      if (season !== null) changes.seasons.set(season, new ChangedWeeks(true));
    }
    return changes;
  }

  note(event: SlateEvent): void {
    const { body } = event;
    if (body.kind === 'week' && body.season !== this.season) {
      this.season = body.season;
      this.seasons.set(body.season, new ChangedWeeks(true));
    }
    if (this.season !== null) this.changed(this.season).note(event, this.season);
    if (body.kind === 'games') this.noteMoves(gameMoves(event, body));
  }

  /** A game that enters or leaves another season, accepted by an admin, counts there too (rule R16). */
  private noteMoves(moves: readonly GameMove[]): void {
    for (const move of moves) {
      if (move.before === null || sameWeek(move.before, move.now)) continue;
      for (const { season } of [move.before, move.now]) {
        if (season !== this.season) this.changed(season).noteGame(move, season);
      }
    }
  }

  private changed(season: number): ChangedWeeks {
    const known = this.seasons.get(season) ?? new ChangedWeeks();
    this.seasons.set(season, known);
    return known;
  }

  /** Returns the current season after the last event. */
  get current(): number | null {
    return this.season;
  }

  bySeason(): Iterable<[number, ChangedWeeks]> {
    return this.seasons;
  }
}
