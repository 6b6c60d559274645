/** A team of a game: home or road (`away`). */
export type Side = 'home' | 'away';

/** The three standings, shown at the same time. */
export type Scope = 'day' | 'week' | 'season';

/** Scheduled, in progress, over, or postponed/cancelled. */
export type PlayState = 'pre' | 'in' | 'post' | 'off';

/**
 * The fields of a game that scoring reads; a structural part of the contract's `Game`. Teams are
 * abbreviations.
 */
export interface GameState {
  readonly id: string;
  readonly week: number;
  readonly away: string;
  readonly home: string;
  readonly awayScore: number;
  readonly homeScore: number;
  readonly state: PlayState;
}

/** A game with its start: `kickoff` is an ISO date-time in UTC. */
export interface ScheduledGame extends GameState {
  readonly kickoff: string;
  /** False: only the day is known; such a kickoff locks nothing. Absent: true. */
  readonly timeValid?: boolean | undefined;
}

/** A player's choices for one week. `banker` is the id of the game whose road team is the banker. */
export interface CardPicks {
  readonly picks: Readonly<Record<string, Side>>;
  readonly banker: string | null;
  readonly joker: boolean;
}

/** A card with its week. */
export interface WeekCard extends CardPicks {
  readonly week: number;
}

/** A row of standings in the wire format: `[n, rank, points]`; `n` is the player's number. */
export type Row = [n: number, rank: number, points: number];

/** The games of one week by id. */
export type WeekGames = ReadonlyMap<string, GameState>;

/** The games of a season by week, then by id. */
export type SeasonGames = ReadonlyMap<number, WeekGames>;
