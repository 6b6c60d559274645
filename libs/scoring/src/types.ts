/** Which team of a game: the one that travels, or the host. */
export type Side = 'home' | 'away';

/** The three standings that are shown at the same time. */
export type Scope = 'day' | 'week' | 'season';

/** Not started, playing, over, or postponed/cancelled. */
export type PlayState = 'pre' | 'in' | 'post' | 'off';

/** What scoring needs of a game; a structural part of the contract's `Game`. Teams are abbreviations. */
export interface GameState {
  readonly id: string;
  readonly week: number;
  readonly away: string;
  readonly home: string;
  readonly awayScore: number;
  readonly homeScore: number;
  readonly state: PlayState;
}

/** A game that knows when it starts: `kickoff` is an ISO date-time in UTC. */
export interface ScheduledGame extends GameState {
  readonly kickoff: string;
  /** False: only the day is known; such a kickoff locks nothing. Absent: true. */
  readonly timeValid?: boolean | undefined;
}

/** What a player chose for one week. `banker` is the id of the game whose road team is the banker. */
export interface CardPicks {
  readonly picks: Readonly<Record<string, Side>>;
  readonly banker: string | null;
  readonly joker: boolean;
}

/** A card that knows its week. */
export interface WeekCard extends CardPicks {
  readonly week: number;
}

/** A line of a table as it travels: `[n, rank, points]`; `n` is the player's number. */
export type Row = [n: number, rank: number, points: number];

/** The games of one week by id. */
export type WeekGames = ReadonlyMap<string, GameState>;

/** The games of a season by week, then by id. */
export type SeasonGames = ReadonlyMap<number, WeekGames>;
