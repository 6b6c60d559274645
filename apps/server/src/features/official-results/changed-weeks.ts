import { type GameMove, gameMoves } from '../slate/game-moves.js';
import type { SlateEvent } from '../slate/slate-event.js';
import { sameWeek } from '../slate/week-key.js';

/** Pre-season, regular season, post-season. */
const SEASON_TYPES = [1, 2, 3];

/** Which weeks of one season have to be worked out anew. */
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

  /** Takes in an event, as far as it changes this season. */
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
        // events from before do not say of which type: the season is worked out for all of them then
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

  /** A game that changes place frees a joker where it was, and brings one back where it returns (rule S24). */
  noteGame({ game, old, now, before }: GameMove, season: number): void {
    const moved = before !== null && !sameWeek(before, now);
    // what is not over counts for nothing, before and after
    const counts = game.state === 'post' || old?.state === 'post';
    for (const place of [before, now]) {
      if (place?.season !== season) continue;
      if (counts) this.single.add(key(place.seasonType, place.week));
      if (moved) this.noteFrom(place.seasonType, place.week);
    }
  }

  /** @param played a card is worth something only in a week that has a final game */
  has(seasonType: number, week: number, played: boolean): boolean {
    const from = this.from.get(seasonType) ?? Number.POSITIVE_INFINITY;
    return this.every || this.single.has(key(seasonType, week)) || (played && week >= from);
  }

  /** A joker that changes or locks counts in its week, and can make a later one's count or not. */
  private noteFrom(seasonType: number, week: number | null): void {
    if (week !== null) this.from.set(seasonType, Math.min(week, this.from.get(seasonType) ?? week));
  }
}

function key(seasonType: number, week: number): string {
  return `${seasonType}/${week}`;
}
