import { phraseOfWeek, sameSeason, type WeekKey, weekWords } from '../slate/week-key.js';

/** A game that has left a week. */
export interface GameMove {
  readonly game: string;
  readonly away: string;
  readonly home: string;
  readonly from: WeekKey;
  /** The week that it is in now. */
  readonly to: WeekKey;
}

/** Names the game by its teams. */
export function titleOf({ away, home }: Pick<GameMove, 'away' | 'home'>): string {
  return `${away} at ${home}`;
}

/** Names both weeks, with season and type where these differ. */
export function placesOf({ from, to }: Pick<GameMove, 'from' | 'to'>): { from: string; to: string } {
  const near = sameSeason(from, to);
  const name = (at: WeekKey) => (near ? phraseOfWeek(at) : weekWords(at));
  return { from: name(from), to: name(to) };
}
