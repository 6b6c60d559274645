import { MAX_WEEK_GAMES } from '@sunday-live/contract';
import type { EntityManager } from 'typeorm';
import { GameSlotEntity } from './game.entity.js';
import type { Fixture } from './observation.js';
import type { StoredGame } from './stored-game.js';
import { sameSeason, type WeekKey, weekPath } from './week-key.js';

/** A game that is or was in a week. */
export interface GameOfWeek extends WeekKey {
  readonly game: string;
}

/**
 * Limits the number of games per week: each has a slot on the week's cards, and keeps it when it leaves the week or is
 * called off.
 */
export class WeekRoom {
  private readonly games = new Map<string, Set<string>>();

  constructor(known: Iterable<GameOfWeek> = []) {
    for (const { game, ...week } of known) this.ofWeek(week).add(game);
  }

  /** Reads the games of the weeks that these observations name. */
  static async of(tx: EntityManager, seen: readonly Fixture[]): Promise<WeekRoom> {
    if (seen.length === 0) return new WeekRoom();
    const weeks = new Map(
      seen.map(({ season, seasonType, week }) => {
        const key = { season, seasonType, week };
        return [weekPath(key), key];
      }),
    );
    const slots = await tx.findBy(GameSlotEntity, [...weeks.values()]);
    return new WeekRoom(slots.map(({ slot: _, ...game }) => game));
  }

  /** Adds the game to its observed week; false when that week is full. A game that is or was there may always enter. */
  enter(stored: StoredGame | null, { id, season, seasonType, week }: Fixture): boolean {
    const games = this.ofWeek({ season, seasonType, week });
    const stays =
      stored !== null &&
      stored.season === season &&
      stored.season_type === seasonType &&
      stored.week === week;
    if (stays || games.has(id)) return true;
    if (games.size >= MAX_WEEK_GAMES) return false;
    games.add(id);
    return true;
  }

  private ofWeek(week: WeekKey): Set<string> {
    const path = weekPath(week);
    const games = this.games.get(path) ?? new Set<string>();
    this.games.set(path, games);
    return games;
  }
}

type Meeting = Pick<StoredGame, 'id' | 'season' | 'season_type' | 'week' | 'away' | 'home' | 'state'>;

/**
 * Index of the meetings of teams, which finds a second id for the same meeting. Two teams meet once per week, whichever
 * is at home, and once per season at the same place, except for games that are called off.
 */
export class MeetingIndex {
  private readonly meetings = new Map<string, Meeting>();

  constructor(games: Iterable<Meeting> = []) {
    for (const game of games) this.add(game);
  }

  add(game: Meeting): void {
    this.meetings.set(game.id, game);
  }

  /** Returns true when the same two teams already meet in that week under another id. */
  inWeek(seen: Fixture): boolean {
    return this.some(seen, (game) => game.week === seen.week && pair(game) === pair(seen));
  }

  /** Returns true when the same two teams already meet in that season, at the same place, under another id. */
  inSeason(seen: Fixture): boolean {
    return this.some(seen, (game) => game.away === seen.away && game.home === seen.home);
  }

  private some(seen: Fixture, isMeeting: (game: Meeting) => boolean): boolean {
    const season = { season: seen.season, seasonType: seen.seasonType };
    return [...this.meetings.values()].some(
      (game) =>
        game.id !== seen.id &&
        game.state !== 'off' &&
        sameSeason({ season: game.season, seasonType: game.season_type }, season) &&
        isMeeting(game),
    );
  }
}

function pair({ away, home }: Pick<Meeting, 'away' | 'home'>): string {
  return [away, home].sort().join('/');
}
