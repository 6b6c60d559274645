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
