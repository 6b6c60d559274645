import { MAX_WEEK_GAMES } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import type { GameObservation } from './observation.js';
import type { StoredGame } from './stored-game.js';

/** Number of games in a week, including games called off, because cards may still contain them. */
export interface WeekCount {
  readonly season: number;
  readonly season_type: number;
  readonly week: number;
  readonly games: number;
}

/** Limits the number of games per week. A week that already exceeds the limit keeps its games. */
export class WeekRoom {
  private readonly games = new Map<string, number>();

  constructor(counts: Iterable<WeekCount> = []) {
    for (const { season, season_type, week, games } of counts) {
      this.games.set(key(season, season_type, week), games);
    }
  }

  /** Counts the stored games of the weeks that these observations name. */
  static async of(tx: EntityManager, seen: readonly GameObservation[]): Promise<WeekRoom> {
    if (seen.length === 0) return new WeekRoom();
    return new WeekRoom(
      await tx.query<WeekCount[]>(
        `SELECT season, season_type, week, count(*)::int AS games FROM game
         WHERE (season, season_type, week) IN (SELECT * FROM unnest($1::int[], $2::smallint[], $3::int[]))
         GROUP BY season, season_type, week`,
        [
          seen.map(({ season }) => season),
          seen.map(({ seasonType }) => seasonType),
          seen.map(({ week }) => week),
        ],
      ),
    );
  }

  /** Adds the game to its observed week; false when that week is full. A game that is already there stays. */
  enter(stored: StoredGame | null, { season, seasonType, week }: GameObservation): boolean {
    const wanted = key(season, seasonType, week);
    const old = stored && key(stored.season, stored.season_type, stored.week);
    if (wanted === old) return true;
    const games = this.games.get(wanted) ?? 0;
    if (games >= MAX_WEEK_GAMES) return false;
    this.games.set(wanted, games + 1);
    return true;
  }
}

function key(season: number, seasonType: number, week: number): string {
  return `${season}/${seasonType}/${week}`;
}
