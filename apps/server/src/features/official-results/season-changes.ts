import { type GameMove, gameMoves } from '../slate/game-moves.js';
import type { SlateEvent } from '../slate/slate-event.js';
import { sameWeek } from '../slate/week-key.js';

/** Pre-season, regular season, post-season. */
const SEASON_TYPES = [1, 2, 3];

/** The weeks of one season that must be computed again. */
export class ChangedWeeks {
  private every: boolean;
  private readonly single = new Set<string>();
  /** By season type: every week from this one on. */
  private readonly from = new Map<number, number>();

  constructor(every = false) {
    this.every = every;
  }

  static only(seasonType: number, week: number): ChangedWeeks {
    const changed = new ChangedWeeks();
    changed.single.add(key(seasonType, week));
    return changed;
  }

  /** Adds an event, as far as it changes this season. */
  note(event: SlateEvent, season: number): void {
    const { week, body } = event;
    switch (body.kind) {
      case 'games':
        for (const move of gameMoves(event, body)) this.noteGame(move, season);
        return;
      case 'card':
        if (event.season === season) this.noteFrom(body.seasonType, week);
        return;
      case 'lock':
        if (event.season !== season) return;
        // older events do not contain the type: all types of the season are computed then
        for (const seasonType of body.seasonType === undefined ? SEASON_TYPES : [body.seasonType]) {
          this.noteFrom(seasonType, week);
        }
        return;
      case 'player-removed':
        this.every = true;
        return;
      case 'unreadable':
        if (body.known) this.every = true;
        return;
      default:
    }
  }

  /** A game that leaves a week frees a joker there, and restores one where it returns (rule S24). */
  noteGame({ game, old, now, before }: GameMove, season: number): void {
    const moved = before !== null && !sameWeek(before, now);
    // unfinished games count for nothing, before and after
    const counts = game.state === 'post' || old?.state === 'post';
    for (const place of [before, now]) {
      if (place?.season !== season) continue;
      if (counts) this.single.add(key(place.seasonType, place.week));
      if (moved) this.noteFrom(place.seasonType, place.week);
    }
  }

  /** @param played the week has a final game; without one a card counts for nothing */
  has(seasonType: number, week: number, played: boolean): boolean {
    const from = this.from.get(seasonType) ?? Number.POSITIVE_INFINITY;
    return this.every || this.single.has(key(seasonType, week)) || (played && week >= from);
  }

  /** A joker that changes or locks counts in its week, and may decide whether a later one counts. */
  private noteFrom(seasonType: number, week: number | null): void {
    if (week !== null) this.from.set(seasonType, Math.min(week, this.from.get(seasonType) ?? week));
  }
}

function key(seasonType: number, week: number): string {
  return `${seasonType}/${week}`;
}

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
