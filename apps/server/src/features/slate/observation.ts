/** What one answer of the feed says, after normalising: the input of the slate. */
export interface ScheduleObservation {
  /** Current season, season type (1 pre, 2 regular, 3 post) and week as the answer names them; null changes neither. */
  readonly season: number | null;
  readonly seasonType: number | null;
  readonly week: number | null;
  readonly games: readonly GameObservation[];
}

/** One game as the feed shows it now. */
export interface GameObservation {
  /** ESPN's event id */
  readonly id: string;
  readonly season: number;
  readonly seasonType: number;
  readonly week: number;
  /** ISO 8601, UTC; empty when `dateless` */
  readonly kickoff: string;
  /** The feed names no date, as it may of a game that is called off: the stored one stays. */
  readonly dateless?: boolean;
  /** False: the kick-off is a placeholder and must not lock anything. */
  readonly timeValid: boolean;
  readonly away: string;
  readonly home: string;
  readonly awayScore: number;
  readonly homeScore: number;
  readonly state: 'pre' | 'in' | 'post' | 'off';
  readonly detail: string;
  readonly period: number;
  /** `M:SS` */
  readonly clock: string;
  readonly possession: 'home' | 'away' | null;
  readonly redZone: boolean;
  /** Text of the last play, to tell a touchdown from two field goals; a sample, not a log. */
  readonly lastPlay: string | null;
  readonly facts: GameFacts;
}

/** What the card page shows beside a game. */
export interface GameFacts {
  readonly awayRecord?: string;
  readonly homeRecord?: string;
  readonly odds?: string;
  readonly overUnder?: number;
  readonly neutral?: boolean;
}
