import type { GameObservation } from './observation.js';
import type { StoredGame } from './stored-game.js';

type Meeting = Pick<StoredGame, 'id' | 'season' | 'season_type' | 'week' | 'away' | 'home' | 'state'>;

/** Which teams meet in which week, under which id: two teams meet once in a week, unless the game was called off. */
export class Twins {
  private readonly meetings = new Map<string, string | null>();

  constructor(games: Iterable<Meeting> = []) {
    for (const game of games) this.note(game);
  }

  note(game: Meeting): void {
    const { season, season_type: seasonType, week, away, home } = game;
    this.meetings.set(game.id, game.state === 'off' ? null : key({ season, seasonType, week, away, home }));
  }

  /** True when the same two teams already meet in that week under another id. */
  has(seen: GameObservation): boolean {
    const wanted = key(seen);
    for (const [id, meeting] of this.meetings) if (meeting === wanted && id !== seen.id) return true;
    return false;
  }
}

function key(meeting: Pick<GameObservation, 'season' | 'seasonType' | 'week' | 'away' | 'home'>): string {
  const { season, seasonType, week, away, home } = meeting;
  return `${season}/${seasonType}/${week}/${away}@${home}`;
}
