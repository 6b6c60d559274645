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

/**
 * The largest number of games in a week, and so of picks on a card. It is twice the number for 32 teams,
 * because games that were called off and scheduled again under another id must fit. A score key has five bits
 * for a week's right picks: a larger number needs more.
 */
export const MAX_WEEK_GAMES = 31;

/**
 * The largest score of a team. A higher one means that the feed is broken; such a game counts for nothing.
 */
export const MAX_GAME_SCORE = 999;

/** Indexes a season's games for scoring. Of two games with one id in a week, the later in the list counts. */
export function gamesByWeek(games: Iterable<GameState>): SeasonGames {
  const weeks = new Map<number, Map<string, GameState>>();
  for (const game of games) {
    const week = weeks.get(game.week);
    if (week) week.set(game.id, game);
    else weeks.set(game.week, new Map([[game.id, game]]));
  }
  return weeks;
}
