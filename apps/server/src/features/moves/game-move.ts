import type { WeekKey } from '../slate/slate-event.js';

/** A game that has left a week. */
export interface GameMove {
  readonly game: string;
  readonly away: string;
  readonly home: string;
  readonly from: WeekKey;
  /** Where it is now. */
  readonly to: WeekKey;
}

const PHASES: Readonly<Record<number, string>> = { 1: 'pre-season', 2: 'regular season', 3: 'playoffs' };

/** The two teams. */
export function titleOf({ away, home }: Pick<GameMove, 'away' | 'home'>): string {
  return `${away} at ${home}`;
}

/** Names both weeks, with season and type where they differ. */
export function placesOf({ from, to }: Pick<GameMove, 'from' | 'to'>): { from: string; to: string } {
  const near = from.season === to.season && from.seasonType === to.seasonType;
  const name = ({ season, seasonType, week }: WeekKey) =>
    near ? `week ${week}` : `week ${week} of the ${season} ${PHASES[seasonType] ?? 'season'}`;
  return { from: name(from), to: name(to) };
}
