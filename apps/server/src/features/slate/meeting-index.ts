import type { Fixture } from './observation.js';
import type { StoredGame } from './stored-game.js';
import { sameSeason } from './week-key.js';

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
